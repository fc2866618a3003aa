// The guard's program; see guard.ts. It imports little, so that it is up before the first service.
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { processesMarked, RUN_VARIABLE } from './process-table.ts'

const MAX_SWEEPS = 50
const PAUSE_BETWEEN_SWEEPS_MS = 10

const runId = process.argv[2] ?? ''
const groups = new Set<number>()
const directories = new Set<string>()

// A terminal's Ctrl-C or a closing session must not end the guard before its work is done.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, ...rest] = line.split(' ')
  const subject = rest.join(' ')
  if (verb === 'watch') groups.add(Number(subject))
  if (verb === 'forget') groups.delete(Number(subject))
  if (verb === 'own') directories.add(subject)
}
await endAll()
for (const directory of directories) rmSync(directory, { recursive: true, force: true, maxRetries: 3 })

/** A process may fork while it is being ended, so sweeps go on until one finds nothing. */
async function endAll(): Promise<void> {
  for (const group of groups) kill(-group)
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep += 1) {
    const found = processesMarked(RUN_VARIABLE, runId)
    if (found.length === 0) return
    for (const pid of found) kill(pid)
    await sleep(PAUSE_BETWEEN_SWEEPS_MS)
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself in the meantime.
  }
}
