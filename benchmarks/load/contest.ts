import { type Sample, type Samples, sampleRounds } from '../rounds.ts'
import { type LoadFigure, sampleFrom } from './contest-sample.ts'
import { loadWith } from './load-with.ts'
import type { Generator, Peer } from './peers/peer.ts'
import { reasonOf } from './reason-of.ts'
import { TargetServer } from './target-server.ts'
import type { Workload } from './workload.ts'

/** A generator that takes part, or the reason why it cannot. */
export type Entrant = { readonly name: string } & (
  | { readonly generator: Generator }
  | { readonly reason: string }
)

export interface Contest {
  readonly samples: Samples<LoadFigure>
  /** Why a generator was not measured, or not to the end. */
  readonly reasons: ReadonlyMap<string, string>
}

/** Makes the peers ready; one that cannot be had stays among them, with the reason. */
export async function enter(peers: readonly Peer[]): Promise<Entrant[]> {
  const entrants: Entrant[] = []
  for (const peer of peers) {
    const { name } = peer
    const outcome = await peer.install().then(
      (generator) => ({ generator }),
      (error: unknown) => ({ reason: reasonOf(error) }),
    )
    entrants.push({ name, ...outcome })
  }
  return entrants
}

/** The generator of an entrant; throws the reason when there is none. */
export function generatorOf(entrant: Entrant): Generator {
  if ('reason' in entrant) throw new Error(entrant.reason)
  return entrant.generator
}

/** Gives every generator the same workload against the same target, in turns. The URL is the target's. */
export async function holdContest(
  entrants: readonly Entrant[],
  workload: Omit<Workload, 'url'>,
  rounds: number,
): Promise<Contest> {
  using target = await TargetServer.start()
  const reasons = new Map<string, string>()
  const contestants = entrants.map((entrant) => ({
    name: entrant.name,
    sample: async () => {
      if (reasons.has(entrant.name)) return undefined
      try {
        return await sampleOf(generatorOf(entrant), { ...workload, url: target.url } as Workload, target)
      } catch (error) {
        reasons.set(entrant.name, reasonOf(error))
        return undefined
      }
    },
  }))
  return { samples: await sampleRounds(contestants, rounds), reasons }
}

async function sampleOf(
  generator: Generator,
  workload: Workload,
  target: TargetServer,
): Promise<Sample<LoadFigure>> {
  const before = await target.usage()
  const result = await loadWith(generator, workload)
  const after = await target.usage()
  const requests = after.requests - before.requests
  const cpuSeconds = after.cpuSeconds - before.cpuSeconds
  return sampleFrom(result, { requests, cpuSeconds }, workload.connections)
}
