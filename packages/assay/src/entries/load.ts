export type { Random } from '../base/random.ts'
export type { Expectation } from '../load/client/http-exchange.ts'
export type { LoadRequestOptions } from '../load/client/load-client.ts'
export type { LoadResponse } from '../load/client/load-response.ts'
export { RequestFailed } from '../load/client/request-failed.ts'
export type {
  GrpcCallOptions,
  GrpcClient,
  GrpcMessage,
  GrpcOptions,
  GrpcResponse,
  GrpcStreamOptions,
} from '../load/protocols/grpc.ts'
export type { Http2Client, Http2RequestOptions } from '../load/protocols/http2.ts'
export type {
  EventStream,
  EventStreamOptions,
  ServerSentEvent,
} from '../load/protocols/server-sent-events.ts'
export type {
  LoadWebSocket,
  NextOptions,
  SocketRequestOptions,
  WebSocketMessage,
  WebSocketOptions,
} from '../load/protocols/websocket.ts'
export { csv, type Feeder, type FeederOptions, generate, json, rows } from '../load/scenario/feeder.ts'
export {
  capacity,
  constantRate,
  constantUsers,
  type Duration,
  type Load,
  rampingRate,
  rampingUsers,
  soak,
  spike,
} from '../load/scenario/load.ts'
export { type Scenario, type ScenarioOptions, scenario, type Task } from '../load/scenario/scenario.ts'
export type { TargetClient, TargetClients } from '../load/scenario/target-client.ts'
export { constant, exponential, type ThinkTime, uniform } from '../load/scenario/think-time.ts'
export type { VirtualUser } from '../load/scenario/virtual-user.ts'
export type { Register } from '../model/register.ts'
