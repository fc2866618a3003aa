import { assay } from 'assay/vitest'
import { defineConfig } from 'vitest/config'

export default defineConfig({ plugins: [assay()] })
