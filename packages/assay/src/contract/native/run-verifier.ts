import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { VerifierAnswer, VerifierOptions } from './verifier-options.ts'

export interface VerifierRun {
  readonly options: VerifierOptions
  /** Where the plugins write their logs. */
  readonly folder: string
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
}

/** What came of a run: an answer, or why there is none, and the end of what was printed. */
export type VerifierOutcome =
  | { readonly answer: VerifierAnswer; readonly problem?: undefined }
  | { readonly answer?: undefined; readonly problem: string; readonly printed: readonly string[] }

const MAX_PRINTED_CHARACTERS = 16_384
const SHOWN_LINES = 10

/** Verifies with pact-core in a process of its own, which leaves nothing behind. */
export async function runVerifier({
  options,
  folder,
  timeoutMs,
  signal,
}: VerifierRun): Promise<VerifierOutcome> {
  const program = fileURLToPath(new URL(`./verifier-process${extname(import.meta.url)}`, import.meta.url))
  const child = spawn(process.execPath, [program], {
    env: environmentFor(folder),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const printed = lastPrinted(child)
  const deadline = AbortSignal.timeout(timeoutMs)
  try {
    const answer = await answerOf(child, options, AbortSignal.any([deadline, ...(signal ? [signal] : [])]))
    if (typeof answer !== 'string') return { answer }
    const problem = deadline.aborted ? `it did not end within ${timeoutMs} ms` : answer
    return { problem, printed: printed() }
  } finally {
    await endGroup(child)
  }
}

/** The answer, or why there is none. */
function answerOf(
  child: ChildProcess,
  options: VerifierOptions,
  signal: AbortSignal,
): Promise<VerifierAnswer | string> {
  const { promise, resolve } = Promise.withResolvers<VerifierAnswer | string>()
  child.once('message', (answer) => resolve(answer as VerifierAnswer))
  child.once('error', (error) => resolve(error.message))
  child.once('exit', (code, by) => resolve(`it ended with ${by ?? `code ${code}`}`))
  const interrupt = () => resolve('the run was interrupted')
  // It may have been while the process was being prepared.
  if (signal.aborted) interrupt()
  signal.addEventListener('abort', interrupt, { once: true })
  // What ends before it reads tells more than the pipe that breaks.
  child.send(options, () => undefined)
  return promise
}

/** What is meant for other tools selects interactions and brokers, which are chosen already. */
function environmentFor(folder: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^PACT_(?:BROKER_.*|DESCRIPTION|PROVIDER_STATE|PROVIDER_NO_STATE)$/.test(name),
  )
  return { ...Object.fromEntries(own), PACT_OUTPUT_DIR: folder, PACT_DO_NOT_TRACK: 'true' }
}

function lastPrinted(child: ChildProcess): () => readonly string[] {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-MAX_PRINTED_CHARACTERS)
    })
  }
  return () =>
    text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(-SHOWN_LINES)
}

/** Ends the process and its plugins, and waits until it writes nothing more. */
async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return
  const hasEnded = child.exitCode !== null || child.signalCode !== null
  const exited = hasEnded ? undefined : once(child, 'exit')
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Nobody of the group is left.
  }
  await exited
}
