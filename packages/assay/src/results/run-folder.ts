import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { randomHex } from '../base/identifiers.ts'
import { infrastructureError, messageOf } from '../errors/assay-error.ts'
import type { RunResult } from '../model/run-result.ts'

const RESULT_FILE = 'run.json'
const LEAST_FREE_BYTES = 16_000_000

/** Where everything Assay writes about a system lies: `.assay` beside its definition. */
export interface RunFolder {
  readonly id: string
  /** `.assay/runs/<id>` */
  readonly directory: string
  readonly logDirectory: string
  /** `.assay/latest`, which points at the newest run. */
  readonly latest: string
}

/**
 * Makes the folder of a run. The folder `.assay` ignores itself in version control.
 *
 * @throws AssayError `results_not_writable`.
 */
export function createRunFolder(systemDirectory: string, runId: string): RunFolder {
  const root = join(systemDirectory, '.assay')
  const directory = join(root, 'runs', runId)
  const logDirectory = join(directory, 'logs')
  if (freeBytes(systemDirectory) < LEAST_FREE_BYTES) throw diskFull(root)
  try {
    mkdirSync(logDirectory, { recursive: true })
    writeFileSync(join(root, '.gitignore'), '*\n')
  } catch (error) {
    throw infrastructureError({
      code: 'results_not_writable',
      message: `The results cannot be written: ${messageOf(error)}`,
      evidence: [`folder: ${directory}`],
      fix: 'make the folder of the definition writable',
      cause: error,
    })
  }
  return { id: runId, directory, logDirectory, latest: join(root, 'latest') }
}

function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(
    existsSync(join(directory, '.assay')) ? join(directory, '.assay') : directory,
  )
  return bavail * bsize
}

function diskFull(folder: string) {
  return infrastructureError({
    code: 'disk_full',
    message: 'There is too little space for logs and results.',
    evidence: [`folder: ${folder}`],
    fix: `free at least ${LEAST_FREE_BYTES / 1e6} MB there`,
  })
}

/** Points `latest` at the run: at once, so that nobody ever finds it missing. */
export function pointLatestAt({ directory, latest }: RunFolder): void {
  const link = `${latest}.${randomHex(4)}`
  symlinkSync(relative(dirname(latest), directory), link)
  renameSync(link, latest)
}

/** Keeps everything a run found out, so that it can be judged again when more results come in. */
export function saveRunResult({ directory }: RunFolder, result: RunResult): void {
  writeFileSync(join(directory, RESULT_FILE), JSON.stringify(result))
}

/** The newest run of a system and its folder; `undefined` when there is none that can be read. */
export function newestRun(systemDirectory: string): { folder: RunFolder; result: RunResult } | undefined {
  const latest = join(systemDirectory, '.assay', 'latest')
  try {
    const result = JSON.parse(readFileSync(join(latest, RESULT_FILE), 'utf8')) as RunResult
    const directory = join(systemDirectory, '.assay', 'runs', result.id)
    return { folder: { id: result.id, directory, logDirectory: join(directory, 'logs'), latest }, result }
  } catch {
    // Nothing has run yet, or the newest run was removed.
    return undefined
  }
}
