import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** At the same place beside the sources and beside the compiled modules. */
const PROBE_FILE = fileURLToPath(new URL('../../../bin/event-loop-probe.cjs', import.meta.url))
const FOLDER_VARIABLE = 'ASSAY_EVENT_LOOP_FOLDER'
/** A record this many intervals old tells about the past: the loop is blocked, or there is none any more. */
const INTERVALS_UNTIL_OLD = 3

/**
 * Variables with which a Node service measures the delay of its event loop and writes it into
 * `folder`, a file for each process. Other programs ignore them. `nodeOptions` is what the service
 * would get as `NODE_OPTIONS` otherwise, declared or inherited.
 *
 * The probe is required and not imported: `--import` is refused by Node 18.17 and older and by a
 * service that runs with `--permission`, and leads CommonJS programs through the other loader.
 *
 * The folder should lie in memory, because the service's only thread does the writing: on a disk
 * that a database is flushing to, it would wait.
 */
export function eventLoopProbeVariables(
  folder: string,
  nodeOptions: string | undefined,
): Readonly<Record<string, string>> {
  // Node reads what is in double quotes as JSON does: a backslash before a quote or a backslash.
  const option = `--require ${JSON.stringify(PROBE_FILE)}`
  return {
    NODE_OPTIONS: nodeOptions?.trim() ? `${nodeOptions} ${option}` : option,
    [FOLDER_VARIABLE]: folder,
  }
}

/**
 * The 99th percentile of the event-loop delay over the newest interval, the largest of the
 * processes; `undefined` when none of them is a Node with the probe. An interval holds 25 turns of
 * the probe, so the percentile is the longest of them.
 */
export function readEventLoopDelayMs(folder: string, pids: readonly number[]): number | undefined {
  const delays = pids.map((pid) => readDelayMs(join(folder, String(pid)))).filter((ms) => ms !== undefined)
  return delays.length === 0 ? undefined : Math.max(...delays)
}

const record = new Float64Array(4)

function readDelayMs(file: string): number | undefined {
  if (readRecord(file) !== record.byteLength) return undefined
  const [writtenAt, delayMs, intervalMs, writtenAtAgain] = record as unknown as [
    number,
    number,
    number,
    number,
  ]
  // A record that is being overwritten at this moment begins and ends with different times.
  const isWhole = writtenAt === writtenAtAgain
  const isOld = machineMs() - writtenAt > INTERVALS_UNTIL_OLD * intervalMs
  return isWhole && !isOld ? delayMs : undefined
}

/** The monotonic clock that all processes of the machine share. */
function machineMs(): number {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1e3 + nanoseconds / 1e6
}

function readRecord(file: string): number {
  let descriptor: number | undefined
  try {
    descriptor = openSync(file, 'r')
    return readSync(descriptor, record)
  } catch {
    // Not a Node process, or it has not been up for an interval.
    return 0
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}
