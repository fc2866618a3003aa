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
  readonly #program: NatsProgram
  readonly #spec: ResourceSpec
  readonly #context: StartContext
  readonly #servers: Promise<StartedServer>[]
  #opened = 0

  private constructor(first: StartedServer, program: NatsProgram, spec: ResourceSpec, context: StartContext) {
    this.first = first
    this.#program = program
    this.#spec = spec
    this.#context = context
    this.#servers = [Promise.resolve(first)]
  }

  static async start(program: NatsProgram, spec: ResourceSpec, context: StartContext): Promise<NatsServers> {
    return new NatsServers(await startOne(program, spec, context), program, spec, context)
  }

  async openNamespace(): Promise<Namespace> {
    const index = this.#opened
    this.#opened += 1
    const { port } = await this.#serverOf(Math.floor(index / ACCOUNTS_PER_SERVER))
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

  #serverOf(number: number): Promise<StartedServer> {
    const known = this.#servers[number] ?? this.#startAnother(number)
    this.#servers[number] = known
    return known
  }

  async #startAnother(number: number): Promise<StartedServer> {
    const spec = { ...this.#spec, name: `${this.#spec.name}-${number + 1}` }
    const server = await startOne(this.#program, spec, this.#context)
    this.#context.watch?.(server.process)
    return server
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
