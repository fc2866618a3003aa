import type { Thresholds } from './gate.ts'

/** The limits a scenario may have of its own; they replace the defaults of the performance level. */
export type ScenarioThresholds = Pick<
  Thresholds,
  'mean' | 'p50' | 'p90' | 'p95' | 'p99' | 'errorRate' | 'requestRate' | 'memoryGrowth' | 'capacity'
>
