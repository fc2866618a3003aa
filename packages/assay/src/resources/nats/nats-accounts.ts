import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { poll } from '../../base/poll.ts'
import { onSocketLines } from '../../base/socket-lines.ts'
import { infrastructureError, messageOf } from '../../errors/assay-error.ts'
import type { StartedServer } from '../start-server.ts'

/** Each account costs a third of a millisecond of the server's start. */
const FIRST_ACCOUNTS = 32
const RELOAD_TIMEOUT_MS = 10_000
const ANSWER_TIMEOUT_MS = 1_000
export const ACCOUNT_PASSWORD = 'assay'

/** The accounts a NATS server knows. There are more when more are needed: the server reloads its configuration. */
export class NatsAccounts {
  #count = FIRST_ACCOUNTS
  #growing: Promise<void> = Promise.resolve()

  /** Writes the server's configuration into its directory; returns the file. */
  configure(port: number, directory: string): string {
    const file = join(directory, 'nats.conf')
    writeFileSync(file, this.#configuration(port, directory))
    return file
  }

  /** Resolves when the server knows the account of this number. */
  provide(index: number, server: StartedServer): Promise<void> {
    this.#growing = this.#growing.then(() => (index < this.#count ? undefined : this.#grow(index, server)))
    return this.#growing
  }

  async #grow(index: number, { port, directory, process }: StartedServer): Promise<void> {
    while (this.#count <= index) this.#count *= 2
    this.configure(port, directory)
    process.signal('SIGHUP')
    const outcome = await poll(() => authenticate(port, accountUser(index)), { timeoutMs: RELOAD_TIMEOUT_MS })
    if (!outcome.done) throw reloadFailed(outcome.lastError)
  }

  #configuration(port: number, directory: string): string {
    const accounts = Array.from({ length: this.#count }, (_, index) => {
      const users = `[{ user: ${accountUser(index)}, password: ${ACCOUNT_PASSWORD} }]`
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
}

export function accountUser(index: number): string {
  return `tenant${index}`
}

/** One try to log in (NATS client protocol: INFO, CONNECT, PING, PONG or -ERR). */
function authenticate(port: number, user: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port })
    const refuse = (reason: string) => {
      reject(new Error(reason))
      socket.destroy()
    }
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => refuse('no answer'))
    socket.once('close', () => reject(new Error('closed without an answer')))
    onSocketLines(socket, (line) => {
      if (line.startsWith('-ERR')) refuse(line)
      if (line !== 'PONG') return
      resolve()
      socket.destroy()
    })
    const login = {
      user,
      pass: ACCOUNT_PASSWORD,
      verbose: false,
      pedantic: false,
      lang: 'assay',
      version: '0',
    }
    socket.write(`CONNECT ${JSON.stringify(login)}\r\nPING\r\n`)
  })
}

function reloadFailed(lastError: unknown) {
  return infrastructureError({
    code: 'nats_accounts_failed',
    message: `NATS did not take more accounts in ${RELOAD_TIMEOUT_MS} ms: ${messageOf(lastError)}`,
    fix: "read the resource's log",
  })
}
