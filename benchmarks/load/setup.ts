// Puts every peer of the load benchmarks into the user's cache and prints a table of them.
import type { Measure } from '../measure.ts'
import { formatTable } from '../table.ts'
import { PEERS } from './peers/all.ts'
import type { Peer } from './peers/peer.ts'
import { reasonOf } from './reason-of.ts'

/** Installs the peers one after the other. One that cannot be had is no failure: the table says why. */
export async function run(): Promise<Measure[]> {
  const rows: string[][] = []
  for (const peer of PEERS) {
    console.error(`  ${peer.name} …`)
    rows.push(await rowOf(peer))
  }
  console.log(formatTable(rows))
  return []
}

async function rowOf(peer: Peer): Promise<string[]> {
  try {
    const { version, path } = await peer.install()
    return [peer.name, version, path]
  } catch (error) {
    return [peer.name, 'not measured', reasonOf(error)]
  }
}
