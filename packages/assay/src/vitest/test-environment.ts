import { createHandle, type ResourceHandles } from '../data/create-handle.ts'
import type { HandleScope } from '../data/resource-handle.ts'
import { configurationError } from '../errors/assay-error.ts'
import { startTrace } from '../http/trace-context.ts'
import type { Stub } from '../mocks/stub.ts'
import type { Evidence, LogExcerpt } from '../model/evidence.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Crash } from '../model/part-event.ts'
import type { ResourceKind } from '../model/resource.ts'
import { logSize, readLogRange } from '../processes/process-log.ts'
import type { LeasedEnvironment } from './leased-environment.ts'
import { createServiceHandle, type ServiceHandle } from './service-handle.ts'

const MAX_EXCHANGES = 50
const MAX_LINES_PER_PART = 60

/** One test's view of the environment it uses: what it touched is remembered as evidence. */
export class TestEnvironment {
  readonly leased: LeasedEnvironment
  readonly #trace = startTrace()
  readonly #exchanges: Exchange[] = []
  readonly #handles = new Map<string, ServiceHandle | ResourceHandles[ResourceKind]>()
  readonly #closers: (() => Promise<void>)[] = []
  readonly #logStarts: ReadonlyMap<string, { file: string; fromByte: number }>
  readonly #crashesBefore: number

  constructor(leased: LeasedEnvironment) {
    this.leased = leased
    this.#crashesBefore = leased.crashes.length
    const files = Object.entries(leased.description.services).flatMap(([part, { logFile }]) =>
      logFile === undefined ? [] : [[part, { file: logFile, fromByte: logSize(logFile) }] as const],
    )
    this.#logStarts = new Map(files)
    for (const stub of leased.stubs.values()) stub.reset()
  }

  /** The service, resource or stub of that name. */
  part(name: string): ServiceHandle | ResourceHandles[ResourceKind] {
    const known = this.#handles.get(name) ?? this.#createPart(name)
    this.#handles.set(name, known)
    return known
  }

  stub(name: string): Stub {
    const stub = this.leased.stubs.get(name)
    if (stub !== undefined) return stub
    throw configurationError({
      code: 'not_stubbed',
      message: `"${name}" is not a stub in this test.`,
      evidence: [`stubs here: ${[...this.leased.stubs.keys()].join(', ') || 'none'}`],
      fix: 'where one service is tested or verified, those it depends on are stubs; elsewhere use --stub',
    })
  }

  /** Requests that no stub knew, in words; a test that caused one has failed. */
  unexpectedRequests(): string[] {
    return [...this.leased.stubs.values()].flatMap((stub) =>
      stub.unexpected.map((request) => request.message),
    )
  }

  /** Adds what was asked by other means than the handle of a service. */
  addExchange(exchange: Exchange): void {
    if (this.#exchanges.length < MAX_EXCHANGES) this.#exchanges.push(exchange)
  }

  /** What has crashed since the test began. */
  async crashes(): Promise<readonly Crash[]> {
    await this.leased.catchUp()
    return this.leased.crashes.slice(this.#crashesBefore)
  }

  /** What a failing test is shown with. */
  async evidence(): Promise<Evidence> {
    const notes = (await this.crashes()).flatMap(({ part, how, lastLogLines }) => [
      `"${part}" ${how} while this test ran`,
      ...lastLogLines.slice(-5).map((line) => `  ${line}`),
    ])
    return { exchanges: this.#exchanges, logs: this.#logExcerpts(), notes }
  }

  /** Closes what the test opened and starts what it stopped. */
  async end(): Promise<void> {
    for (const close of this.#closers.reverse()) await close()
    await this.leased.restore()
  }

  #createPart(name: string): ServiceHandle | ResourceHandles[ResourceKind] {
    const { services, resources, stubs } = this.leased.description
    const resource = resources[name]
    if (resource !== undefined) return createHandle(name, resource.kind, resource.address, this.#scope())
    if (name in stubs) throw isStubbed(name)
    if (!(name in services)) throw notHere(name, Object.keys(services))
    return createServiceHandle({
      name,
      environment: this.leased,
      trace: this.#trace,
      onExchange: (exchange) => this.addExchange(exchange),
    })
  }

  #scope(): HandleScope {
    return {
      onEnd: (close) => void this.#closers.push(close),
      openNamespace: async (resource) => {
        const { namespace, address } = await this.leased.openNamespace(resource)
        this.#closers.push(() => this.leased.closeNamespace(namespace))
        return address
      },
    }
  }

  /** Each service's own lines; those of this test's requests alone, where the service logs their ids. */
  #logExcerpts(): LogExcerpt[] {
    const ids = [this.#trace.traceId, ...this.#exchanges.map(({ requestId }) => requestId)]
    return [...this.#logStarts].flatMap(([part, { file, fromByte }]) => {
      const toByte = logSize(file)
      const written = readLogRange({ file, fromByte, toByte })
      const own = written.filter((line) => ids.some((id) => line.includes(id)))
      const lines = (own.length > 0 ? own : written).slice(-MAX_LINES_PER_PART)
      return lines.length === 0 ? [] : [{ part, file, fromByte, toByte, lines }]
    })
  }
}

function isStubbed(name: string) {
  return configurationError({
    code: 'is_stubbed',
    message: `"${name}" is replaced by a stub server in this test.`,
    fix: `use stubs.${name}, or write the test at level e2e, where "${name}" is real`,
  })
}

function notHere(name: string, services: readonly string[]) {
  return configurationError({
    code: 'not_in_environment',
    message: `"${name}" does not run in this test's environment.`,
    evidence: [`services here: ${services.join(', ') || 'none'}`],
    fix: 'where one service is tested or verified, only that and what it depends on run; use level e2e for more',
  })
}
