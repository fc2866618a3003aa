import { findProgram } from '../../base/find-program.ts'
import { infrastructureError } from '../../errors/assay-error.ts'
import { runProgram } from '../../processes/run-program.ts'

const NOBODY = 65_534
const TRY_TIMEOUT_MS = 5_000

/** How a program that refuses to run as root is started: a command put before it, and who owns its files. */
export interface Unprivileged {
  readonly prefix: readonly string[]
  /** Its files must belong to this user; `undefined` when they may stay as they are. */
  readonly ownerId: number | undefined
}

const AS_WE_ARE: Unprivileged = { prefix: [], ownerId: undefined }
const ways = new Map<string, Promise<Unprivileged>>()

/**
 * PostgreSQL refuses to run as root. A user namespace in which root is called something else
 * leaves files and rights as they are; where the kernel does not allow one, the user is changed.
 * A namespace also takes the server's System V shared memory with it when the server is killed.
 */
export function unprivileged(program: string): Promise<Unprivileged> {
  const known = ways.get(program) ?? findWay(program)
  ways.set(program, known)
  return known
}

async function findWay(program: string): Promise<Unprivileged> {
  const isRoot = process.getuid?.() === 0
  const identity = isRoot ? ['--map-user=1000', '--map-group=1000'] : ['--map-current-user']
  const asNobody = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups']
  const candidates: Unprivileged[] = [
    { prefix: ['unshare', '--user', ...identity, '--ipc', '--'], ownerId: undefined },
    isRoot ? { prefix: ['setpriv', ...asNobody, '--'], ownerId: NOBODY } : AS_WE_ARE,
  ]
  for (const way of candidates) if (await works(way, program)) return way
  throw infrastructureError({
    code: 'root_refused',
    message: 'PostgreSQL refuses to run as root, and this machine allows no way around it.',
    evidence: [
      'tried: a user namespace (unshare), another user (setpriv)',
      `the user "nobody" must be able to run ${program}`,
    ],
    fix: 'run Assay as an ordinary user, or allow user namespaces',
  })
}

async function works(way: Unprivileged, program: string): Promise<boolean> {
  if (way === AS_WE_ARE) return true
  const [first, ...rest] = way.prefix
  const runner = first === undefined ? undefined : findProgram(first, '/')
  if (runner === undefined) return false
  const result = await runProgram(runner, [...rest, program, '--version'], { timeoutMs: TRY_TIMEOUT_MS })
  return result.code === 0
}
