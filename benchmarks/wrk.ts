import { debianProgram, type Program } from './program.ts'

/** Finds wrk, or fetches the distribution's package and unpacks it into the user's cache. */
export function findWrk(): Promise<Program> {
  return debianProgram('wrk', ['wrk', 'libluajit-5.1-2'])
}
