import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { startBroker } from '../broker/broker.ts'
import type { Credentials } from '../broker/http/access.ts'
import { isLoopback } from '../broker/http/loopback.ts'
import type { Role } from '../broker/http/route.ts'
import { BrokerDatabase } from '../broker/store/broker-database.ts'
import { withoutCredentials } from '../http/url-credentials.ts'
import { ExitCode } from './exit-code.ts'
import { abortOnInterruption } from './interruption.ts'
import { invalidFlag } from './invalid-flag.ts'
import { printError, printLine, printProgress } from './print.ts'
import { wholeNumber } from './whole-number.ts'

interface BrokerFlags {
  readonly file: string
  readonly host: string
  readonly port: number
  readonly baseUrl?: string
  readonly write: readonly string[]
  readonly read: readonly string[]
  readonly webhookHosts?: readonly string[]
  readonly backUp?: string
}

const DEFAULT_PORT = 9292

export function addBrokerCommand(program: Command): void {
  program
    .command('broker')
    .description('serve a Pact broker, for the standard verifier and command line')
    .option('-f, --file <file>', 'where it keeps everything', '.assay/broker.sqlite')
    .option('--host <address>', 'the address it listens on', '127.0.0.1')
    .option(
      '-p, --port <number>',
      'its port',
      wholeNumber('--port', { least: 0, most: 65_535 }),
      DEFAULT_PORT,
    )
    .option('--base-url <url>', 'the address clients use, behind a proxy')
    .option(
      '--write <credentials...>',
      'who may write: name:password, or a token (or ASSAY_BROKER_WRITE)',
      [],
    )
    .option('--read <credentials...>', 'who may only read (or ASSAY_BROKER_READ)', [])
    .option(
      '--webhook-hosts <hosts...>',
      'where webhooks may be sent to, such as *.example.com (or ASSAY_BROKER_WEBHOOK_HOSTS)',
    )
    .option('--back-up <file>', 'copy everything into a new file and end; the broker may be running')
    .action(brokerCommand)
}

async function brokerCommand(flags: BrokerFlags): Promise<void> {
  const file = resolve(flags.file)
  if (flags.backUp !== undefined) {
    backUp(file, resolve(flags.backUp))
    return
  }
  const stopped = abortOnInterruption()
  const credentials = [
    ...credentialsOf('write', flags.write, 'ASSAY_BROKER_WRITE'),
    ...credentialsOf('read', flags.read, 'ASSAY_BROKER_READ'),
  ]
  const { host, port } = flags
  const baseUrl = flags.baseUrl === undefined ? undefined : checkedUrl(flags.baseUrl)
  const webhookHosts = flags.webhookHosts ?? listed('ASSAY_BROKER_WEBHOOK_HOSTS')
  await using broker = await startBroker({
    ...{ file, host, port, baseUrl, credentials, webhookHosts, onError: printError },
  })
  const name = broker.url === broker.listensAt ? '' : `, as ${broker.url}`
  printLine(`the broker listens at ${broker.listensAt}${name}; end it with Ctrl-C (file: ${file})`)
  if (credentials.length === 0 && !isLoopback(host)) {
    printProgress('everybody who reaches it may write; say who may: --write, --read')
  }
  if (!stopped.aborted) await once(stopped, 'abort')
  // Being told to stop is how a server ends.
  process.exitCode = ExitCode.ship
}

/** Credentials of flags and of a variable; an empty one is a mistake that would open the broker to all. */
function credentialsOf(role: Role, flags: readonly string[], variable: string): Credentials[] {
  return [...flags, ...(listed(variable) ?? [])].map((secret) => ({ role, secret }))
}

/** What a variable lists, with commas in between. */
function listed(variable: string): readonly string[] | undefined {
  return process.env[variable]?.split(',').map((text) => text.trim())
}

function backUp(file: string, copy: string): void {
  if (!existsSync(file))
    throw invalidFlag(`--file is "${file}", which does not exist.`, 'name the file of the broker')
  if (existsSync(copy)) throw invalidFlag(`--back-up is "${copy}", which exists.`, 'name a new file')
  using database = new BrokerDatabase(file)
  database.backUp(copy)
  printLine(`${file} is copied to ${copy}`)
}

/** As it is sent: a name in other letters, for example, in those of the Internet. */
function checkedUrl(text: string): string {
  const url = URL.parse(text)
  const rest = url === null ? '' : url.username + url.password + url.search + url.hash
  if (url !== null && /^https?:$/.test(url.protocol) && rest === '') return url.href
  throw invalidFlag(
    `--base-url is "${withoutCredentials(text)}".`,
    'give an http or https address without a user, a query and a fragment',
  )
}
