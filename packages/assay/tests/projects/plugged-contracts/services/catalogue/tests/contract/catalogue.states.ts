import { states } from 'assay/contract'

states('catalogue', {
  'a product exists': async (_params, { environment }) => {
    await environment.catalogue.put('/31/Lamp')
    return { id: 31 }
  },
})
