import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { wallClockMs } from '../../base/clock.ts'
import { poll } from '../../base/poll.ts'
import { infrastructureError } from '../../errors/assay-error.ts'

const LOCK_TIMEOUT_MS = 30_000
/** A lock without a readable owner is left over when it is this old: writing the owner takes no time. */
const LEFT_OVER_AFTER_MS = 10_000

/**
 * Holds the lock of a file until it is disposed, so that of all processes only one changes the file.
 * The lock of a process that is gone is taken over.
 *
 * @throws AssayError `pact_locked`
 */
export async function lockFile(file: string): Promise<AsyncDisposable> {
  const lock = `${file}.lock`
  const outcome = await poll(() => acquire(lock), { timeoutMs: LOCK_TIMEOUT_MS })
  if (outcome.done) return { [Symbol.asyncDispose]: () => rm(lock, { force: true }) }
  if (!isTaken(outcome.lastError)) throw outcome.lastError
  throw infrastructureError({
    code: 'pact_locked',
    message: `The pact ${file} could not be written: another process holds its lock for ${LOCK_TIMEOUT_MS} ms.`,
    evidence: [`owner: ${(await ownerOf(lock)) ?? 'unknown'}`],
    fix: `remove ${lock} if that process does not run any more`,
    cause: outcome.lastError,
  })
}

async function acquire(lock: string): Promise<void> {
  try {
    await writeFile(lock, `${process.pid} ${hostname()}`, { flag: 'wx' })
  } catch (error) {
    if (isTaken(error) && (await isLeftOver(lock))) await takeAway(lock)
    throw error
  }
}

/** Only one of those that wait takes a left-over lock away: it could be another's new one meanwhile. */
async function takeAway(lock: string): Promise<void> {
  const guard = `${lock}.left-over`
  if (await hasNoOwner(guard)) await rm(guard, { force: true })
  await writeFile(guard, '', { flag: 'wx' })
  try {
    if (await isLeftOver(lock)) await rm(lock, { force: true })
  } finally {
    await rm(guard, { force: true })
  }
}

async function isLeftOver(lock: string): Promise<boolean> {
  const [pid, ...host] = (await ownerOf(lock))?.trim().split(' ') ?? []
  if (pid === undefined || pid === '') return hasNoOwner(lock)
  // What runs on another machine cannot be seen from here.
  return host.join(' ') === hostname() && !isRunning(Number(pid))
}

/** Its owner died between making the file and writing into it. */
async function hasNoOwner(lock: string): Promise<boolean> {
  const facts = await stat(lock).catch(() => undefined)
  return facts !== undefined && wallClockMs() - facts.mtimeMs > LEFT_OVER_AFTER_MS
}

async function ownerOf(lock: string): Promise<string | undefined> {
  // The lock may be gone by now, which is as good as no owner.
  return readFile(lock, 'utf8').catch(() => undefined)
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EEXIST'
}
