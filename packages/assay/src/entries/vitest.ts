export { assay } from '../vitest/plugin.ts'
