import { availableParallelism } from 'node:os'
import { findOnPath } from '../program.ts'

/** The core of the target: alone there, it stays faster than any generator. */
export const TARGET_CORE = 0

/** The core that every generator has to itself, one after the other. */
export const GENERATOR_CORE = 1

/** The command that runs another on one core, with all its threads. */
export function onCore(core: number, command: readonly string[]): [program: string, ...argv: string[]] {
  const taskset = findOnPath('taskset')
  if (taskset === undefined)
    throw new Error('the load benchmarks pin processes to cores and need taskset: Linux only')
  if (availableParallelism() < 2)
    throw new Error('the load benchmarks need two cores: for the target and for the load')
  return [taskset, '--cpu-list', String(core), ...command]
}
