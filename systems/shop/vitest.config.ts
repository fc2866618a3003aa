import { assay } from 'assay/vitest'
import { defineConfig } from 'vitest/config'

// Unit tests share nothing that has to be kept apart, and loading every module anew for each file
// would take three times as long.
export default defineConfig({ plugins: [assay()], test: { pool: 'threads', isolate: false } })
