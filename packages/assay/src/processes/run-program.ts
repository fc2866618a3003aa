import { execFile } from 'node:child_process'

export interface ProgramResult {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

const MAX_OUTPUT_BYTES = 16 * 1_024 * 1_024

/** Runs a short program to its end. Never rejects for a failing program: the code tells. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: {
    readonly directory?: string
    readonly environment?: Readonly<Record<string, string | undefined>>
    readonly timeoutMs: number
  },
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    execFile(
      program,
      [...args],
      {
        cwd: options.directory,
        env: { ...(options.environment ?? process.env) },
        timeout: options.timeoutMs,
        killSignal: 'SIGKILL',
        maxBuffer: MAX_OUTPUT_BYTES,
      },
      (error, output, errors) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null
        resolve({ code, output, errors: errors === '' && error !== null ? error.message : errors })
      },
    )
  })
}
