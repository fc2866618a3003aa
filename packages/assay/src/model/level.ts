/** The test levels, in the order a report shows them. */
export const LEVELS = [
  'unit',
  'integration',
  'contract',
  'e2e',
  'ui',
  'performance',
  'security',
  'resilience',
] as const

/**
 * A test level. `unit` is code in process; `integration` one service as a real process with its
 * resources and stubbed neighbours; from `e2e` on the whole system runs.
 */
export type Level = (typeof LEVELS)[number]

export function isLevel(text: string): text is Level {
  return (LEVELS as readonly string[]).includes(text)
}

/** Which part of the system a test of a level gets. */
export function scopeOf(level: Level): 'none' | 'service' | 'system' {
  if (level === 'unit') return 'none'
  return level === 'integration' || level === 'contract' ? 'service' : 'system'
}

/** Time one test may take by default, in milliseconds; levels without an entry have no budget. */
export const DEFAULT_BUDGETS_MS: Readonly<Partial<Record<Level, number>>> = {
  unit: 100,
  integration: 1_000,
  e2e: 30_000,
}
