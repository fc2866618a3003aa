import path from 'node:path'
import { runMigrations } from '@shop/service-kit/migrations'

await runMigrations('products', path.join(import.meta.dirname, '../migrations'))
