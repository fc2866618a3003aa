import { findWrk } from '../../wrk.ts'
import { type GeneratorFigures, type Peer, scriptPath } from './peer.ts'
import { versionOf } from './version-of.ts'

/** wrk, with one thread: the fastest of those that can be had as a package. */
export const wrk: Peer = {
  name: 'wrk',
  async install() {
    const program = await findWrk()
    return {
      version: await versionOf(program, ['--version'], /^wrk (?:debian\/)?(\S+)/),
      path: program.path,
      commandFor(workload) {
        if (workload.kind === 'open') throw new Error('wrk has no arrival rate')
        const words = [program.path, ...wrkFlags(workload.connections, workload.seconds), workload.url]
        return { words, environment: program.environment }
      },
      read: readWrk,
    }
  },
}

/** What wrk and wrk2 are told alike. */
export function wrkFlags(connections: number, seconds: number): string[] {
  const script = scriptPath('wrk.lua')
  return [
    '--threads',
    '1',
    '--connections',
    String(connections),
    '--duration',
    `${seconds}s`,
    '--script',
    script,
  ]
}

/** The last line is what the script has said at the end; wrk's own summary comes before it. */
export function readWrk(output: string): GeneratorFigures {
  return JSON.parse(output.trim().split('\n').at(-1)!)
}
