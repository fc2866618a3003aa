import path from 'node:path'
import { runMigrations } from '@shop/service-kit/migrations'

await runMigrations('users', path.join(import.meta.dirname, '../migrations'))
