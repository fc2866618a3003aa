import type { Command } from 'commander'
import type { VersionSelector } from '../../contract/sources/fetch-matrix.ts'
import { invalidFlag } from '../invalid-flag.ts'

/** What the options say about applications, in their order. */
export interface NamedVersions {
  readonly selectors: readonly VersionSelector[]
  readonly ignored: readonly VersionSelector[]
}

/** A selector that is still being read. */
interface Reading {
  readonly isIgnored: boolean
  selector: VersionSelector
}

/**
 * Adds the options that name applications and their versions. Each option about a version belongs to the
 * `--pacticipant` or `--ignore` before it, as with the other Pact tools.
 *
 * @returns what was said, once the command line has been read
 */
export function addSelectorOptions(command: Command): () => NamedVersions {
  const readings: Reading[] = []
  command
    .option('-a, --pacticipant <name>', 'the application (repeatable; its version stands behind it)')
    .option('-e, --version <version>', 'its version')
    .option('-l, --latest [tag]', 'its latest version, or the latest with a tag')
    .option('--branch <name>', 'the latest version of this branch of it')
    .option('--main-branch', 'the latest version of its main branch')
    .option('--tag <name>', 'the latest version of it with this tag')
    .option('--ignore <name>', 'leave this application out, or its --version behind it (repeatable)')
  const begin = (isIgnored: boolean) => (pacticipant: string) => {
    readings.push({ isIgnored, selector: { pacticipant } })
  }
  command.on('option:pacticipant', begin(false))
  command.on('option:ignore', begin(true))
  const extend = (flag: string, read: (value: string | null) => Partial<VersionSelector>) => {
    command.on(`option:${flag}`, (value: string | null) => {
      const last = readings.at(-1)
      if (last === undefined)
        throw invalidFlag(`--${flag} stands before the application it is about.`, 'put --pacticipant first')
      const { pacticipant } = last.selector
      // A broker leaves out a version or all of them, and would take this for all.
      if (last.isIgnored && flag !== 'version')
        throw invalidFlag(`--${flag} is about ${pacticipant}, which is ignored.`, 'name its --version')
      const added = read(value)
      if (Object.keys(added).some((member) => member !== 'latest' && member in last.selector))
        throw invalidFlag(`--${flag} was given again for ${pacticipant}.`, 'keep one of them')
      last.selector = { ...last.selector, ...added }
    })
  }
  extend('version', (version) => ({ version: version ?? '' }))
  extend('latest', (tag) => ({ latest: true, ...(tag === null ? {} : { tag }) }))
  extend('branch', (branch) => ({ branch: branch ?? '', latest: true }))
  extend('main-branch', () => ({ mainBranch: true, latest: true }))
  extend('tag', (tag) => ({ tag: tag ?? '', latest: true }))
  const those = (isIgnored: boolean) =>
    readings.filter((one) => one.isIgnored === isIgnored).map(({ selector }) => selector)
  return () => ({ selectors: those(false), ignored: those(true) })
}

/** Whether only the application is named. */
export function isBare({ pacticipant: _, ...which }: VersionSelector): boolean {
  return Object.keys(which).length === 0
}

/** A selector as people say it: `orders 4f2a`, `orders of branch main`. */
export function selectorText({
  pacticipant,
  version,
  branch,
  mainBranch,
  tag,
  latest,
}: VersionSelector): string {
  if (version !== undefined) return `${pacticipant} ${version}`
  if (mainBranch === true) return `the latest ${pacticipant} of its main branch`
  if (branch !== undefined) return `the latest ${pacticipant} of branch ${branch}`
  if (tag !== undefined) return `the latest ${pacticipant} with tag ${tag}`
  return latest === true ? `the latest ${pacticipant}` : pacticipant
}
