import path from 'node:path'
import { runMigrations } from '@shop/service-kit/migrations'

await runMigrations('inventory', path.join(import.meta.dirname, '../migrations'))
