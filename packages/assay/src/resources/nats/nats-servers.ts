import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ResourceSpec } from '../../model/system.ts'
import type { Namespace, StartContext } from '../resource-server.ts'
import { type ServerPlan, type StartedServer, startServer } from '../start-server.ts'
import { connectionFrom } from './nats-connection.ts'

/** Each account costs a tenth of a millisecond of a server's start. */
const ACCOUNTS_PER_SERVER = 64
const PASSWORD = 'assay'

/** The program that serves, and where its libraries are. */
export type NatsProgram = Pick<ServerPlan, 'program' | 'libraryPath'>

/**
 * Accounts, one for each namespace. When those of a server are used up, another server starts: a
 * server that reads more accounts while it runs refuses clients that connect at that moment.
 */
export class NatsServers implements AsyncDisposable {
  readonly first: StartedServer
  readonly #startAnother: (number: number) => Promise<StartedServer>
  readonly #servers: Promise<StartedServer>[]
  #opened = 0

  private constructor(first: StartedServer, startAnother: (number: number) => Promise<StartedServer>) {
    this.first = first
    this.#startAnother = startAnother
    this.#servers = [Promise.resolve(first)]
  }

  static async start(program: NatsProgram, spec: ResourceSpec, context: StartContext): Promise<NatsServers> {
    const first = await startOne(program, spec, context)
    return new NatsServers(first, async (number) => {
      const another = await startOne(program, { ...spec, name: `${spec.name}-${number}` }, context)
      context.watch?.(another.process)
      return another
    })
  }

  async openNamespace(): Promise<Namespace> {
    const index = this.#opened
    this.#opened += 1
    const position = Math.floor(index / ACCOUNTS_PER_SERVER)
    this.#servers[position] ??= this.#startAnother(position + 1)
    const { port } = await this.#servers[position]
    const user = `${accountUser(index % ACCOUNTS_PER_SERVER)}:${PASSWORD}`
    return {
      address: connectionFrom(`nats://${user}@127.0.0.1:${port}`),
      // An account is used once: what it leaves behind is seen by nobody.
      [Symbol.asyncDispose]: () => Promise.resolve(),
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const started = (await Promise.allSettled(this.#servers)).filter(
      (outcome) => outcome.status === 'fulfilled',
    )
    await Promise.all(started.map(({ value }) => value[Symbol.asyncDispose]()))
  }
}

function startOne(program: NatsProgram, spec: ResourceSpec, context: StartContext): Promise<StartedServer> {
  const plan = {
    ...program,
    arguments: (port: number, directory: string) => {
      const configFile = join(directory, 'nats.conf')
      writeFileSync(configFile, configuration(port, directory))
      return ['--config', configFile]
    },
    greeting: { expect: 'INFO ' },
  }
  return startServer(spec, plan, context)
}

function configuration(port: number, directory: string): string {
  const accounts = Array.from({ length: ACCOUNTS_PER_SERVER }, (_, index) => {
    const users = `[{ user: ${accountUser(index)}, password: ${PASSWORD} }]`
    return `  TENANT${index} { jetstream: enabled, users: ${users} }`
  })
  return [
    'host: 127.0.0.1',
    `port: ${port}`,
    `jetstream { store_dir: ${JSON.stringify(directory)} }`,
    'accounts {',
    ...accounts,
    '}',
    '',
  ].join('\n')
}

function accountUser(index: number): string {
  return `tenant${index}`
}
