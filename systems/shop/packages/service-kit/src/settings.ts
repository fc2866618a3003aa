import process from 'node:process'
import { z } from 'zod'

/** A variable holding a whole number of milliseconds. */
export function milliseconds(byDefault: number) {
  return z.coerce.number('must be a number of milliseconds').int().min(1).max(3_600_000).default(byDefault)
}

/** A variable holding a whole number of at least one. */
export function count(byDefault: number, most = 1_000_000) {
  return z.coerce.number('must be a whole number').int().min(1).max(most).default(byDefault)
}

/** A variable holding the address of an HTTP service; a trailing slash is dropped. */
export const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
  .transform((url) => url.replace(/\/+$/, ''))

/** Variables every service reads. */
export const serviceVariables = {
  PORT: z.coerce.number('must be a port number').int().min(0).max(65_535),
  HOST: z.string().default('127.0.0.1'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  SHUTDOWN_TIMEOUT_MS: milliseconds(10_000),
}

/** The key of all tokens: HS256 wants at least as many bits as its hash has. */
export const tokenVariables = {
  JWT_SECRET: z.string().min(32, 'must have at least 32 characters'),
}

/** Variables of a service with a PostgreSQL database of its own. */
export const databaseVariables = {
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' }),
  DATABASE_POOL_SIZE: count(10, 1000),
}

/** Variables of a service that sends or receives messages. */
export const messagingVariables = {
  AMQP_URL: z.url({ protocol: /^amqps?$/, error: 'must be an amqp:// address' }),
  OUTBOX_POLL_MS: milliseconds(1000),
  MESSAGE_ATTEMPTS: count(10, 100),
  MESSAGE_RETRY_MS: milliseconds(200),
}

/** Variables of a service that uses Redis. */
export const redisVariables = {
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// address' }),
}

/** The configuration could not be read; the message names every variable that is wrong. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}

/** Checks an environment against the variables a service declares. An empty variable counts as missing. */
export function parseSettings<Shape extends z.ZodRawShape>(shape: Shape, environment: NodeJS.ProcessEnv) {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const result = z.object(shape).safeParse(given)
  if (result.success) return result.data
  const wrong = result.error.issues.map(({ path, message }) => {
    const name = String(path[0])
    return given[name] === undefined ? `${name} is missing` : `${name} ${message}`
  })
  throw new SettingsError(wrong.join('; '))
}

/** Reads the configuration of a service; when it is wrong, says so in one line and ends the process with code 1. */
export function readSettings<Shape extends z.ZodRawShape>(service: string, shape: Shape) {
  try {
    return parseSettings(shape, process.env)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`${service} cannot start: ${error.message}\n`)
    process.exit(1)
  }
}
