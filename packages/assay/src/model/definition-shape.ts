import { z } from 'zod'
import { parseDuration } from '../base/duration.ts'
import { contractOptions, providerContractOptions } from './contract-shape.ts'
import { LEVELS } from './level.ts'
import type { Problem } from './problem.ts'
import { PROVIDER_NAMES, RESOURCE_KINDS } from './resource.ts'

const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, 'must begin with a letter and hold only letters, digits, "-" and "_"')
const level = z.enum(LEVELS)
const COMMAND_FORM = 'must be a list of the program and its arguments'
const command = z.tuple([z.string({ error: COMMAND_FORM }).min(1)], z.string(), { error: COMMAND_FORM })
/** Longest time that may be waited for anything: an hour. */
export const MAX_TIMEOUT_MS = 3_600_000

const timeoutMs = z.number().positive().max(MAX_TIMEOUT_MS)
const port = z.int().min(1).max(65_535)
const url = z.url()
const duration = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, 'must be like "100ms", "2s" or "1m"')
const limit = z
  .string()
  .regex(
    /^(<|<=|>|>=)\d+(\.\d+)?(ms|s|m|%|MB|\/s)?$/,
    'must be an operator, a number and a unit, like "<200ms"',
  )
const count = z.int().min(0)

const serviceOptions = z.strictObject({
  command: command.optional(),
  url: url.optional(),
  directory: z.string().optional(),
  health: z
    .union([
      z.string().startsWith('/'),
      z.strictObject({ path: z.string().startsWith('/').optional(), timeoutMs: timeoutMs.optional() }),
    ])
    .optional(),
  portVariable: z.string().min(1).optional(),
  port: port.optional(),
  openapi: z.string().optional(),
  env: z.function().optional(),
  stopTimeoutMs: timeoutMs.optional(),
  tests: z.partialRecord(level, z.strictObject({ command, junit: z.string() })).optional(),
  contract: providerContractOptions(timeoutMs).optional(),
})

const migration = z.union([
  z.string(),
  command,
  z.strictObject({ command, directory: z.string().optional(), inputs: z.array(z.string()).optional() }),
  z.function(),
])

const resource = z.strictObject({
  kind: z.enum(RESOURCE_KINDS),
  options: z.strictObject({
    version: z
      .union([z.number().positive(), z.string().regex(/^\d+(\.\d+)*$/, 'must be like "16" or "16.4"')])
      .optional(),
    url: url.optional(),
    provider: z.enum(PROVIDER_NAMES).optional(),
    timeoutMs: timeoutMs.optional(),
    migrate: migration.optional(),
    settings: z.record(z.string(), z.string()).optional(),
  }),
})

const thresholds = z.strictObject({
  minTests: count.optional(),
  failures: count.optional(),
  newFailures: count.optional(),
  flaky: count.optional(),
  skipped: count.optional(),
  crashes: count.optional(),
  testDuration: limit.optional(),
  mean: limit.optional(),
  p50: limit.optional(),
  p90: limit.optional(),
  p95: limit.optional(),
  p99: limit.optional(),
  errorRate: limit.optional(),
  requestRate: limit.optional(),
  memoryGrowth: limit.optional(),
  capacity: limit.optional(),
})

const gateShape = z.strictObject({
  kind: z.literal('gate'),
  service: z.string().optional(),
  level: level.optional(),
  operation: z.string().optional(),
  scenario: z.string().optional(),
  thresholds: thresholds.extend({ canIDeploy: z.string().min(1).optional() }),
})

const definitionShape = z.strictObject({
  kind: z.literal('system'),
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and "-"'),
  resources: z.record(name, resource),
  services: z.record(name, z.function()),
  gates: z.array(gateShape),
  tests: z.strictObject({
    include: z.partialRecord(level, z.array(z.string())).optional(),
    retries: z.int().min(0).max(10).optional(),
    budgets: z.partialRecord(level, z.union([duration, z.literal(false)])).optional(),
    isolation: z.enum(['worker', 'file', 'test']).optional(),
  }),
  contracts: contractOptions,
})

/** What is wrong with the form of a definition: wrong types, unknown options, malformed values. */
export function shapeProblems(definition: object): Problem[] {
  const problems = problemsOf(definitionShape, definition, '')
  const services = 'services' in definition ? definition.services : undefined
  for (const [serviceName, value] of Object.entries(services ?? {})) {
    if (typeof value !== 'function') continue
    const options = 'options' in value ? value.options : undefined
    problems.push(...problemsOf(serviceOptions, options, `services.${serviceName}`))
  }
  return problems
}

/** What is wrong with the limits that a scenario has of its own. */
export function thresholdProblems(value: unknown, at: string): Problem[] {
  return problemsOf(thresholds, value, at)
}

function problemsOf(shape: z.ZodType, value: unknown, at: string): Problem[] {
  const result = shape.safeParse(value)
  if (result.success) return []
  return result.error.issues.map((issue) => {
    const path = [at, ...issue.path.map(String)].filter((part) => part !== '').join('.')
    const isGate = path.startsWith('gates')
    return {
      code: isGate ? 'invalid_gate' : 'invalid_option',
      message: `${path === '' ? 'The definition' : path}: ${explain(issue)}.`,
      fix: isGate ? 'see docs/gates.md for what a gate may demand' : 'see docs/definition.md for the options',
    }
  })
}

function explain(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `unknown option ${issue.keys.map((key) => `"${key}"`).join(', ')}`
  if (issue.code === 'invalid_union') return 'has a form that is not allowed here'
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`
  return issue.message.replace(/^Invalid input: /, '')
}
