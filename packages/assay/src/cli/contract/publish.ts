import { relative } from 'node:path'
import type { Command } from 'commander'
import { connectBroker } from '../../contract/sources/broker-client.ts'
import type { BrokerNotice } from '../../contract/sources/broker-notice.ts'
import { publishPacts } from '../../contract/sources/publish-pacts.ts'
import { readPactFiles } from '../../contract/sources/read-pact-files.ts'
import type { SourcedPact } from '../../contract/sources/sourced-pact.ts'
import type { Line } from '../../reports/console/line.ts'
import { publishedVersion, type SourceVersion } from '../../run/source-version.ts'
import { collect } from '../collect.ts'
import { invalidFlag } from '../invalid-flag.ts'
import { printLine } from '../print.ts'
import { addBrokerOptions, type BrokerFlags, brokerFrom } from './broker-flags.ts'
import { noticeLines, printLines, textLines } from './print-lines.ts'
import { pactsFolder } from './system-near.ts'
import { interactionCount } from './verification-lines.ts'

interface PublishFlags extends BrokerFlags {
  readonly consumerAppVersion?: string
  readonly branch?: string
  readonly tag: readonly string[]
  readonly tagWithGitBranch?: true
  readonly buildUrl?: string
  readonly merge?: true
  readonly dryRun?: true
  readonly json?: true
}

export function addPublishCommand(contract: Command): void {
  const command = contract
    .command('publish')
    .description("publish consumers' pacts to a Pact broker, as this commit of this branch")
    .argument('[paths...]', 'files, folders or patterns (default: the folder of the definition, or pacts)')
    .option('-a, --consumer-app-version <version>', 'version of the consumers (default: the commit)')
    .option('--branch <name>', 'branch of the consumers (default: that of git or of the build server)')
    .option('-t, --tag <name>', 'tag of the version (repeatable)', collect, [])
    .option('-g, --tag-with-git-branch', 'tag the version with the name of the branch')
    .option('--build-url <url>', 'page of the build (default: what the build server says)')
    .option('--merge', 'add to what another part of the same build has published')
    .option('-r, --auto-detect-version-properties', 'as the Pact tools have it; always so')
    .option('--dry-run', 'tell what would be published, and publish nothing')
    .option('--json', 'print what was published for machines')
  addBrokerOptions(command).action(publishCommand)
}

async function publishCommand(paths: string[], flags: PublishFlags): Promise<void> {
  const pacts = await readPactFiles(paths.length > 0 ? paths : [await pactsFolder(flags)])
  const version = await publishedVersion(flags.directory, givenVersion(flags), process.env)
  const tags = tagsOf(flags, version)
  const broker = connectBroker(await brokerFrom(flags))
  const notices =
    flags.dryRun === true
      ? [{ type: 'warning', text: 'this is a dry run: nothing was published' }]
      : await publishPacts(broker, {
          ...{ ...version, tags, pacts: pacts.map(({ pact }) => pact) },
          onConflict: flags.merge === true ? 'merge' : 'overwrite',
        })
  const published: Published = { broker: broker.url, ...version, tags, pacts, notices }
  if (flags.json === true) printLine(JSON.stringify(toJson(published), null, 2))
  else printLines(publishedLines(published))
}

function givenVersion({ consumerAppVersion: version, branch, buildUrl }: PublishFlags) {
  return {
    option: '--consumer-app-version',
    ...(version === undefined ? {} : { version }),
    ...(branch === undefined ? {} : { branch }),
    ...(buildUrl === undefined ? {} : { buildUrl }),
  }
}

function tagsOf({ tag, tagWithGitBranch }: PublishFlags, { branch }: SourceVersion): readonly string[] {
  if (tagWithGitBranch !== true) return tag
  if (branch === undefined)
    throw invalidFlag(
      '--tag-with-git-branch was given, but nothing says which branch this is.',
      'name it: --branch',
    )
  return [...tag, branch]
}

interface Published extends SourceVersion {
  readonly broker: string
  readonly tags: readonly string[]
  readonly pacts: readonly SourcedPact[]
  readonly notices: readonly BrokerNotice[]
}

function publishedLines({ broker, version, branch, tags, pacts, notices }: Published): Line[] {
  const names = [...(branch === undefined ? [] : [`branch ${branch}`]), ...tags.map((tag) => `tag ${tag}`)]
  const what = names.length === 0 ? version : `${version} (${names.join(', ')})`
  return [
    ...textLines(`version ${what} at ${broker}`, { style: 'bold' }),
    ...pacts.flatMap(({ pact, source, warnings }) => {
      const count = interactionCount(pact.interactions.length)
      const text = `${pact.consumer} expects of ${pact.provider}: ${count}  (${relative('', source)})`
      const shown = warnings.flatMap((warning) => textLines(warning, { indent: 4, style: 'yellow' }))
      return [...textLines(text, { indent: 2 }), ...shown]
    }),
    ...noticeLines(notices),
  ]
}

function toJson({ pacts, branch, buildUrl, ...published }: Published): object {
  return {
    ...published,
    branch: branch ?? null,
    buildUrl: buildUrl ?? null,
    pacts: pacts.map(({ pact, source, warnings }) => ({
      ...{ consumer: pact.consumer, provider: pact.provider, file: source },
      ...{ interactions: pact.interactions.length, warnings },
    })),
  }
}
