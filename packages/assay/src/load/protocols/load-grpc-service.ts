import { fileURLToPath } from 'node:url'
import type { MethodDefinition, PackageDefinition, ServiceDefinition } from '@grpc/proto-loader'
import { configurationError, messageOf } from '../../errors/assay-error.ts'
import { scenarioError } from '../scenario/scenario-error.ts'
import type { GrpcOptions } from './grpc.ts'

/** A service as its file defines it. */
export interface GrpcService {
  /** Without its package: what its operations are called by. */
  readonly shortName: string
  readonly grpc: typeof import('@grpc/grpc-js')
  /** @throws AssayError `unknown_operation` when it has no such method, or one of another kind. */
  method(name: string, kind: 'call' | 'stream'): MethodDefinition<object, object>
}

/** @throws AssayError `invalid_scenario` when the message does not have the type of the method. */
export function encodeMessage(
  { path, requestSerialize }: MethodDefinition<object, object>,
  message: object,
): Buffer {
  try {
    return requestSerialize(message)
  } catch (error) {
    throw scenarioError(
      'invalid_scenario',
      `A message for ${path} is not as its type wants it: ${messageOf(error)}`,
      'give its fields the names and types that the .proto file has',
      error,
    )
  }
}

/** Files are read once in a thread, not once for each virtual user. */
const packages = new Map<string, Promise<PackageDefinition>>()

/** @throws AssayError `grpc_missing`, or `invalid_scenario` when the file has no such service. */
export async function loadGrpcService(options: GrpcOptions): Promise<GrpcService> {
  const { service } = options
  const file = options.proto instanceof URL ? fileURLToPath(options.proto) : options.proto
  const grpc = await importOptional('@grpc/grpc-js', () => import('@grpc/grpc-js'))
  const definition = await readPackage(file, options.includeDirectories ?? [])
  const found = definition[service]
  if (found === undefined || 'format' in found) throw unknownService(file, service, definition)
  return {
    shortName: service.slice(service.lastIndexOf('.') + 1),
    grpc,
    method(name, kind) {
      const method = Object.hasOwn(found, name) ? found[name] : undefined
      if (method === undefined) throw unknownMethod(service, name, found)
      if (method.requestStream || method.responseStream !== (kind === 'stream')) throw otherKind(name, method)
      return method
    },
  }
}

function readPackage(file: string, includeDirs: readonly string[]): Promise<PackageDefinition> {
  const key = [file, ...includeDirs].join('\n')
  const known = packages.get(key)
  if (known !== undefined) return known
  const read = parsePackage(file, includeDirs)
  packages.set(key, read)
  return read
}

async function parsePackage(file: string, includeDirs: readonly string[]): Promise<PackageDefinition> {
  const { load } = await importOptional('@grpc/proto-loader', () => import('@grpc/proto-loader'))
  try {
    return await load(file, {
      ...{ keepCase: true, longs: String, enums: String, defaults: true, oneofs: true },
      includeDirs: [...includeDirs],
    })
  } catch (error) {
    throw scenarioError(
      'invalid_scenario',
      `The service definition ${file} cannot be read: ${messageOf(error)}`,
      'name the file from the scenario: new URL("./service.proto", import.meta.url)',
      error,
    )
  }
}

async function importOptional<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load()
  } catch (cause) {
    throw configurationError({
      code: 'grpc_missing',
      message: `Scenarios that call gRPC services need the package "${name}".`,
      fix: 'npm install --save-dev @grpc/grpc-js @grpc/proto-loader',
      cause,
    })
  }
}

function unknownService(file: string, service: string, definition: PackageDefinition) {
  const known = Object.keys(definition).filter((name) => !('format' in definition[name]!))
  return scenarioError(
    'invalid_scenario',
    `${file} has no service "${service}"; it has ${known.join(', ') || 'none'}.`,
    'name the service with its package, as in "shop.v1.Inventory"',
  )
}

function unknownMethod(service: string, name: string, definition: ServiceDefinition) {
  return scenarioError(
    'unknown_operation',
    `The service ${service} has no method "${name}"; it has ${Object.keys(definition).join(', ')}.`,
    'write the method as the .proto file does',
  )
}

function otherKind(name: string, { requestStream, responseStream }: MethodDefinition<object, object>) {
  if (requestStream) {
    return scenarioError(
      'unknown_operation',
      `"${name}" takes a stream of messages, which a scenario cannot send.`,
      'call a method that takes one message, or measure your own client with user.measure(name, work)',
    )
  }
  const [kind, use] = responseStream ? ['many messages', 'stream'] : ['one message', 'call']
  return scenarioError('unknown_operation', `"${name}" is answered with ${kind}.`, `use ${use}("${name}", …)`)
}
