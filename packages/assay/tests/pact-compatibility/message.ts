import type { runCucumber } from '@cucumber/cucumber/api'

/** What Cucumber tells of a run: one of its members is there. */
export type Message = Parameters<NonNullable<Parameters<typeof runCucumber>[2]>>[0]
