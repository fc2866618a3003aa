import type { PartProcess } from '../../model/load-result.ts'

/** More names make a line that nobody reads. */
const MOST_NAMES = 3

/** A part and the process that does its work. */
export interface PartOfProcess {
  readonly part: string
  readonly pid: number
  /** What a process that is shared is called: `postgres`. */
  readonly server?: string
}

/** The processes of some parts, by pid. One with several parts is named after all of them. */
export function partProcesses(parts: readonly PartOfProcess[]): ReadonlyMap<number, PartProcess> {
  const byPid = Map.groupBy(parts, ({ pid }) => pid)
  return new Map([...byPid].map(([pid, same]) => [pid, { pid, name: nameOf(same) }]))
}

function nameOf(same: readonly PartOfProcess[]): string {
  const [{ part, server = 'one process' }] = same as [PartOfProcess]
  if (same.length === 1) return part
  const shown = same.slice(0, MOST_NAMES).map((one) => one.part)
  return `${server} (${[...shown, ...(same.length > MOST_NAMES ? ['…'] : [])].join(', ')})`
}
