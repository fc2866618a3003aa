import { existsSync, readdirSync } from 'node:fs'
import { pactFileName } from '../contract/file/read-pact-file.ts'
import { pactFilesAt, pactsFor, readPactFiles } from '../contract/sources/read-pact-files.ts'
import type { SourcedPact } from '../contract/sources/sourced-pact.ts'
import type { System } from '../model/system.ts'
import { shownFile } from '../vitest/projects.ts'

/** A pact, and the file that its results name. */
export interface FoundPact {
  readonly sourced: SourcedPact
  /** Relative to the system; that of a broker has the name that its file usually has. */
  readonly file: string
}

/** A file or folder that should have pacts, and why there are none to be had. */
export interface UnreadablePact {
  /** Empty for a broker. */
  readonly file: string
  readonly error: unknown
}

export interface FoundPacts {
  readonly pacts: readonly FoundPact[]
  readonly unreadable: readonly UnreadablePact[]
}

/** Asks a broker for the pacts of a provider, besides those that files have. */
export type AskBroker = (provider: string, local: readonly SourcedPact[]) => Promise<readonly SourcedPact[]>

/** The pacts in the folder of the system, each read by itself: one that is broken spoils no other. */
export async function pactsInFolder(system: System): Promise<FoundPacts> {
  const { pacts: folder, isPactsNamed, broker } = system.contracts
  const isWanted = isPactsNamed && broker === undefined
  const pacts: FoundPact[] = []
  const unreadable: UnreadablePact[] = []
  const tryTo = async (path: string, read: () => Promise<void>) => {
    try {
      await read()
    } catch (error) {
      unreadable.push({ file: shownFile(system, path), error })
    }
  }
  await tryTo(folder, async () => {
    // Without a pact there is nothing to verify, unless the definition says that there is one.
    if (!isWanted && !hasPacts(folder)) return
    for (const path of await pactFilesAt(folder)) {
      await tryTo(path, async () => {
        const read = await readPactFiles([path])
        pacts.push(...read.map((sourced) => ({ sourced, file: shownFile(system, path) })))
      })
    }
  })
  return { pacts, unreadable }
}

/** The pacts that a broker has for providers. One that fails is not asked again. */
export async function askForPacts(
  ask: AskBroker,
  providers: readonly string[],
  local: readonly FoundPact[],
): Promise<FoundPacts> {
  const inFiles = local.map(({ sourced }) => sourced)
  const pacts: FoundPact[] = []
  try {
    for (const provider of providers) {
      const sourced = await ask(provider, pactsFor(inFiles, provider))
      pacts.push(...sourced.map((one) => ({ sourced: one, file: pactFileName(one.pact) })))
    }
  } catch (error) {
    return { pacts, unreadable: [{ file: '', error }] }
  }
  return { pacts, unreadable: [] }
}

function hasPacts(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.json'))
}
