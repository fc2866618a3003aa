import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom, type Random } from '../../base/random.ts'
import { messageOf } from '../../errors/assay-error.ts'
import type { ErrorKind } from '../../model/load-result.ts'
import { CookieJar } from '../client/cookie-jar.ts'
import { LoadClient } from '../client/load-client.ts'
import { MeasuredOperation } from '../client/measured-operation.ts'
import { RequestFailed } from '../client/request-failed.ts'
import { type Headers, readHeaders } from '../client/request-headers.ts'
import type { Target } from '../client/target.ts'
import type { UserContext } from '../client/user-context.ts'
import type { Connection, Failure } from '../http1/connection.ts'
import type { GrpcClient, GrpcOptions } from '../protocols/grpc.ts'
import type { Http2Client } from '../protocols/http2.ts'
import type { Destroyable, ProtocolUser } from '../protocols/protocol-user.ts'
import type { EventStream, EventStreamOptions } from '../protocols/server-sent-events.ts'
import type { TargetDirectory } from '../protocols/target-directory.ts'
import { UserProtocols } from '../protocols/user-protocols.ts'
import type { LoadWebSocket, WebSocketOptions } from '../protocols/websocket.ts'
import type { Feeder } from '../scenario/feeder.ts'
import type { VirtualUser } from '../scenario/virtual-user.ts'
import type { OperationRecord } from '../statistics/operation-record.ts'
import type { LoadClock } from './load-clock.ts'
import { type Operation, type Recorder, SETUP_PHASE } from './recorder.ts'

/** What all virtual users of a thread share. */
export interface UserSurroundings {
  readonly scenario: string
  readonly targets: readonly Target[]
  readonly directory: TargetDirectory
  readonly recorder: Recorder
  readonly clock: LoadClock
  readonly registry: Set<Connection>
  readonly seed: string
  readonly worker: number
  readonly workers: number
  readonly timeoutMs: number
  readonly shared: unknown
}

/** A virtual user: to its scenario what it may do, to its clients what they belong to. */
export class EngineUser implements UserContext, ProtocolUser, VirtualUser<unknown, unknown> {
  readonly id: number
  readonly random: Random
  readonly clients: Readonly<Record<string, LoadClient>>
  readonly cookies = new CookieJar()
  readonly timeoutMs: number
  readonly registry: Set<Connection>
  readonly opened = new Set<Destroyable>()
  headers: Headers = {}
  state: unknown
  iteration = 0
  /** Requests and other measured operations it has begun. */
  begun = 0
  /** While it sets up or tears down, what it does is not measured. */
  isSettingUp = true
  /** When the first request of the iteration is due. */
  dueMs = Number.NaN
  readonly #surroundings: UserSurroundings
  #last: OperationRecord | undefined
  /** The newest of its operations that has an error: checks are about the newest of all. */
  #lastWrong = -1
  #openRequests = 0
  #onQuiet: (() => void) | undefined
  #protocols: UserProtocols | undefined

  constructor(id: number, surroundings: UserSurroundings) {
    this.id = id
    this.#surroundings = surroundings
    this.random = createRandom(`${surroundings.seed}/${surroundings.scenario}/${id}`)
    this.timeoutMs = surroundings.timeoutMs
    this.registry = surroundings.registry
    this.clients = Object.fromEntries(
      surroundings.targets.map((target) => [target.name, new LoadClient(target, this)]),
    )
  }

  get openRequests(): number {
    return this.#openRequests
  }

  set openRequests(count: number) {
    this.#openRequests = count
    if (count === 0) this.#onQuiet?.()
  }

  /** Waits until nothing it has begun is open any more, or until the time is up. */
  quiet(timeoutMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, timeoutMs)
    this.#onQuiet = () => {
      this.#onQuiet = undefined
      clearTimeout(timer)
      resolve()
    }
    return promise
  }

  get shared(): unknown {
    return this.#surroundings.shared
  }

  setHeaders(headers: Headers): void {
    this.headers = { ...this.headers, ...readHeaders(headers) }
  }

  authorize(token: string): void {
    this.setHeaders({ authorization: `Bearer ${token}` })
  }

  check(name: string, holds: boolean): boolean {
    if (!holds) {
      this.countError(this.begun, this.#last ?? this.#scenarioRecord('check'), 'check')
      this.sampleError('check', name, 'the check does not hold')
    }
    return holds
  }

  async measure<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
    const { recorder, scenario } = this.#surroundings
    const measured = new MeasuredOperation(this, recorder.operation(scenario, name))
    measured.countSent()
    let value: Value
    try {
      value = await work()
    } catch (error) {
      const failed = measured.countFailure(failureIn(error))
      throw error instanceof RequestFailed ? error : failed
    }
    measured.countAnswer(0)
    return value
  }

  http2(target: string): Promise<Http2Client> {
    return this.#speaking.http2(target)
  }

  webSocket(address: string, options?: WebSocketOptions): Promise<LoadWebSocket> {
    return this.#speaking.webSocket(address, options)
  }

  events(address: string, options?: EventStreamOptions): Promise<EventStream> {
    return this.#speaking.events(address, options)
  }

  grpc(options: GrpcOptions): Promise<GrpcClient> {
    return this.#speaking.grpc(options)
  }

  async pause(ms: number): Promise<void> {
    await sleep(ms)
  }

  next<Row>(feeder: Feeder<Row>): Row {
    return feeder.take(this.random)
  }

  nowMs(): number {
    return this.#surroundings.clock.nowMs()
  }

  takeDueMs(nowMs: number): number {
    const due = this.dueMs
    this.begun += 1
    if (Number.isNaN(due)) return nowMs
    this.dueMs = Number.NaN
    return due
  }

  record(operation: Operation, dueMs: number): OperationRecord {
    const { recorder } = this.#surroundings
    const record = recorder.record(operation, this.isSettingUp ? SETUP_PHASE : recorder.phaseAt(dueMs))
    this.#last = record
    return record
  }

  countError(number: number, record: OperationRecord, kind: ErrorKind): void {
    if (number === this.#lastWrong) record.countErrorKind(kind)
    else record.countError(kind)
    this.#lastWrong = Math.max(number, this.#lastWrong)
  }

  sampleError(kind: ErrorKind, operation: string, message: string): void {
    this.#surroundings.recorder.sample(kind, operation, message)
  }

  /** The scenario itself failed: an error of the task, not of any request. */
  countScenarioError(task: string, error: unknown): void {
    this.#scenarioRecord(task).countError('scenario')
    this.sampleError('scenario', task, messageOf(error))
  }

  /** Ends all of its connections. */
  destroy(): void {
    for (const client of Object.values(this.clients)) client.destroy()
    for (const open of this.opened) open.destroy()
  }

  get #speaking(): UserProtocols {
    this.#protocols ??= new UserProtocols(this, this.#surroundings.directory)
    return this.#protocols
  }

  #scenarioRecord(task: string): OperationRecord {
    const { recorder, scenario } = this.#surroundings
    return this.record(recorder.operation(scenario, task), this.nowMs())
  }
}

function failureIn(error: unknown): Failure {
  return { kind: error instanceof RequestFailed ? error.kind : 'scenario', message: messageOf(error) }
}
