import type { Evidence } from '../model/evidence.ts'

/** What a worker tells the run about one test, beyond what Vitest reports. */
export interface TestMeta {
  /** The environment it used; crashes name theirs. */
  environment?: string
  /** Its own time for each attempt, without the time spent on getting an environment. */
  ownDurationsMs: number[]
  evidence?: Evidence
}

declare module 'vitest' {
  interface TaskMeta {
    assay?: TestMeta
  }
}
