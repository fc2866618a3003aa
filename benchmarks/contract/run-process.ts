import { fork } from 'node:child_process'

/** The longest that any of them takes, on a slow machine. */
const PROCESS_TIMEOUT_MS = 600_000

/** What a process has told, and how long it took from its start to its end. */
export interface ProcessRun<Told> {
  readonly told: Told
  readonly wholeMs: number
}

/** Runs a script of Node to its end. It tells one thing by `process.send`. */
export function runProcess<Told>(
  script: string,
  args: readonly string[],
  execArgv: readonly string[] = [],
): Promise<ProcessRun<Told>> {
  const started = performance.now()
  const options = { execArgv: [...execArgv], timeout: PROCESS_TIMEOUT_MS }
  const child = fork(script, args, { ...options, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let told: Told | undefined
  let stderr = ''
  child.stderr?.on('data', (chunk) => {
    stderr += chunk
  })
  child.on('message', (message) => {
    told = message as Told
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      const wholeMs = performance.now() - started
      if (code === 0 && told !== undefined) resolve({ told, wholeMs })
      else reject(new Error(`${script} ended with code ${code} and told ${told}: ${stderr}`))
    })
  })
}
