import { type EnvironmentRequest, requestKey } from '../lifecycle/environment-request.ts'
import type { HostClient } from '../lifecycle/host-client.ts'
import { connectHost } from '../lifecycle/host-client.ts'
import type { Isolation } from '../model/definition.ts'
import { LeasedEnvironment } from './leased-environment.ts'

/**
 * The environment this worker holds. One at a time: the next test of the same kind uses it again
 * as far as its isolation allows; any other kind, or a dead process, ends it.
 */
export class EnvironmentCache {
  readonly #socketPath: string
  #host: Promise<HostClient> | undefined
  #held: { key: string; environment: LeasedEnvironment } | undefined

  constructor(socketPath: string) {
    this.#socketPath = socketPath
  }

  /** `file` and `isolation` decide whether the environment that is held may be used again. */
  async use(request: EnvironmentRequest, isolation: Isolation, file: string): Promise<LeasedEnvironment> {
    const key = [requestKey(request), isolation, isolation === 'worker' ? '' : file].join()
    const held = this.#held
    if (held?.key === key && isolation !== 'test' && held.environment.crashes.length === 0) {
      return held.environment
    }
    await this.release()
    this.#host ??= connectHost(this.#socketPath)
    const environment = await LeasedEnvironment.acquire(await this.#host, request, {
      isRepeated: isolation === 'test',
    })
    this.#held = { key, environment }
    return environment
  }

  async release(): Promise<void> {
    const held = this.#held
    this.#held = undefined
    await held?.environment[Symbol.asyncDispose]()
  }
}
