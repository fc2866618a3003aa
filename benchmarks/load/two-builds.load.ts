// What both builds of `load-ab` are asked: three operations, one of them seldom.
import { constantRate, scenario } from 'assay/load'

scenario('shop', {
  load: constantRate({ perSecond: 250, duration: '500ms', warmUp: '100ms' }),
  // Whoever runs it says where it is.
  targets: { shop: 'http://127.0.0.1' },
  tasks: {
    list: { weight: 4, run: ({ shop }) => shop.get('/products') },
    open: { weight: 2, run: ({ shop }) => shop.get('/products/{id}', { path: { id: 17 } }) },
    order: ({ shop }) => shop.get('/orders'),
  },
})
