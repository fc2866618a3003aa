import { serve } from '../serve.mjs'

serve((_method, path) => [200, { id: path.split('/')[2], price: 10 }])
