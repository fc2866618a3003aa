import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, processesMarked } from '../../packages/assay/src/processes/process-table.ts'
import { atMost, type Measure, median, shown } from '../measure.ts'

const KILLS = 20
const MOST_MS = 300
const LOOK_FOR_MS = 1_000
const MARK = 'ASSAY_BENCH_MARK'

/** What is left, and for how long, when the process that runs a system is killed. */
export async function run(): Promise<Measure[]> {
  const survivors: number[] = []
  const lastDeaths: number[] = []
  let processes = 0
  for (let kill = 0; kill < KILLS; kill += 1) {
    const round = await killOnce(`${process.pid}-${kill}`)
    survivors.push(round.survivors)
    lastDeaths.push(round.lastDeathMs)
    processes = round.processes
  }
  return [
    atMost('guard', `survivors ${LOOK_FOR_MS} ms after SIGKILL, ${KILLS} kills`, Math.max(...survivors), 0),
    atMost('guard', 'ms from SIGKILL to the last death, median', median(lastDeaths), MOST_MS),
    shown('guard', 'ms from SIGKILL to the last death, worst', Math.max(...lastDeaths)),
    shown('guard', 'processes killed each time, a daemon in a session of its own included', processes),
  ]
}

async function killOnce(mark: string) {
  const logDirectory = mkdtempSync(join(tmpdir(), 'assay-bench-'))
  const owner = spawn(process.execPath, [join(import.meta.dirname, 'owner-process.ts'), logDirectory], {
    env: { ...process.env, [MARK]: mark },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve, reject) => {
    createInterface({ input: owner.stdout }).once('line', resolve)
    owner.once('exit', (code) => reject(new Error(`the owner ended with ${code} before it was up`)))
  })
  const all = processesMarked(MARK, mark)
  const others = all.filter((pid) => pid !== owner.pid)
  owner.removeAllListeners('exit')
  owner.kill('SIGKILL')
  const killedAt = performance.now()
  let lastDeathMs = LOOK_FOR_MS
  while (performance.now() - killedAt < LOOK_FOR_MS) {
    if (!others.some(isAlive)) {
      lastDeathMs = performance.now() - killedAt
      break
    }
    await sleep(2)
  }
  rmSync(logDirectory, { recursive: true, force: true })
  return { processes: others.length, survivors: others.filter(isAlive).length, lastDeathMs }
}
