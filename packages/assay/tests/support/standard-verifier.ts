import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** The verifier that other teams use, in a process of its own that may verify many pacts. */
export interface StandardVerifier extends AsyncDisposable {
  /**
   * Verifies a pact with the provider at an address; states and messages have paths of it.
   *
   * @returns what became of each interaction, by its description
   */
  verify(pactFile: string, url: string): Promise<Readonly<Record<string, string>>>
}

/** What the process is asked for. */
export interface VerifierCall {
  readonly id: number
  readonly options: object
}

interface VerifierReply {
  readonly id: number
  readonly results: string
}

interface Results {
  readonly interactionResults: readonly { readonly description: string; readonly result: 'OK' | 'Error' }[]
}

/** Starts the verifier. Its process ends with the test, and with the process of the test. */
export function startStandardVerifier(): StandardVerifier {
  const program = join(import.meta.dirname, 'standard-verifier-process.ts')
  const child = spawn(process.execPath, [program], {
    // The tests ask nobody beyond this machine.
    env: { ...process.env, PACT_DO_NOT_TRACK: 'true' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the standard verifier ended with ${code}`)
  })
  // Whoever waits for an answer is told.
  ended.catch(() => undefined)
  let lastId = 0
  return {
    async verify(pactFile, url) {
      lastId += 1
      const call = { id: lastId, options: optionsFor(pactFile, url) }
      const { interactionResults } = JSON.parse(await Promise.race([ask(child, call), ended])) as Results
      return Object.fromEntries(
        interactionResults.map(({ description, result }) => [
          description,
          result === 'OK' ? 'passed' : 'failed',
        ]),
      )
    },
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit')
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await exited
    },
  }
}

function optionsFor(pactFile: string, url: string): object {
  const messages = {
    protocol: 'message',
    port: Number(new URL(url).port),
    scheme: 'http',
    path: '/_messages',
  }
  return {
    ...{ provider: 'products', providerBaseUrl: url, pactUrls: [pactFile], logLevel: 'error' },
    ...{ providerStatesSetupUrl: `${url}/_states`, transports: [messages] },
  }
}

function ask(child: ChildProcess, call: VerifierCall): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const hear = ({ id, results }: VerifierReply) => {
    if (id !== call.id) return
    child.off('message', hear)
    resolve(results)
  }
  child.on('message', hear)
  child.send(call)
  return promise
}
