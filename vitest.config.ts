import { defineConfig } from 'vitest/config'

// The tests of Assay itself. The systems' own tests are run by Assay: `npm start`.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'beside-code',
          include: ['packages/assay/src/**/*.test.ts', 'benchmarks/**/*.test.ts'],
        },
      },
      { test: { name: 'tidy', include: ['packages/assay/tests/tidy.test.ts'] } },
      {
        test: {
          name: 'tool',
          include: ['packages/assay/tests/**/*.test.ts'],
          exclude: ['packages/assay/tests/tidy.test.ts', 'packages/assay/tests/projects/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
