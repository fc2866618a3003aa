import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runGenerator } from './measured-run.ts'
import type { Generator, GeneratorFigures } from './peers/peer.ts'
import { variablesOf, type Workload } from './workload.ts'

/** For the start and the end of a generator, and for the answers that are due when a load ends. */
const ALLOWANCE_MS = 60_000

/** What a generator says of one run, and what the run cost. */
export interface GeneratorResult extends GeneratorFigures {
  /** CPU time of the generator, with its start. */
  readonly cpuSeconds: number
}

/** Runs a workload with a generator; rejects when it cannot do it, fails or takes too long. */
export async function loadWith(
  generator: Generator,
  workload: Workload,
  onStarted?: (pid: number) => void,
): Promise<GeneratorResult> {
  const directory = mkdtempSync(join(tmpdir(), 'assay-load-'))
  try {
    const reportFile = join(directory, 'report.json')
    const { words, environment } = generator.commandFor(workload, reportFile)
    const { stdout, cpuSeconds } = await runGenerator({
      command: words,
      environment: { ...variablesOf(workload), ...environment },
      timeoutMs: workload.seconds * 1_000 + ALLOWANCE_MS,
      ...(onStarted === undefined ? {} : { onStarted }),
    })
    const report = existsSync(reportFile) ? readFileSync(reportFile, 'utf8') : ''
    return { ...generator.read(stdout, report), cpuSeconds }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
