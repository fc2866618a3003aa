import { nearest } from '../base/nearest.ts'
import type { Problem } from './problem.ts'
import type { Endpoint, ResourceConnections, ResourceKind } from './resource.ts'
import type { Service } from './service.ts'
import type { Address } from './system.ts'

const PLACEHOLDERS: ResourceConnections = {
  postgres: {
    url: 'postgres://user:password@127.0.0.1:1/database',
    host: '127.0.0.1',
    port: 1,
    user: 'user',
    password: 'password',
    database: 'database',
  },
  redis: { url: 'redis://127.0.0.1:1/0', host: '127.0.0.1', port: 1, database: 0 },
  rabbitmq: {
    url: 'amqp://user:password@127.0.0.1:1/vhost',
    host: '127.0.0.1',
    port: 1,
    user: 'user',
    password: 'password',
    vhost: 'vhost',
  },
  nats: {
    url: 'nats://user:password@127.0.0.1:1',
    host: '127.0.0.1',
    port: 1,
    user: 'user',
    password: 'password',
  },
}
const SERVICE_PLACEHOLDER: Endpoint = { url: 'http://127.0.0.1:1', host: '127.0.0.1', port: 1 }

/** An address that nothing has: for asking a service for its environment when nothing runs. */
export function placeholderAddress(kind: ResourceKind | 'service'): Address {
  return kind === 'service' ? SERVICE_PLACEHOLDER : PLACEHOLDERS[kind]
}

export interface RecordedReferences {
  readonly dependencies: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
}

/**
 * Calls a service's `env` with placeholders and records what it refers to: the dependency graph
 * is inferred, never declared twice. `kinds` maps every declared name to what it is.
 */
export function recordReferences(
  name: string,
  service: Service<never>,
  kinds: ReadonlyMap<string, ResourceKind | 'service'>,
): RecordedReferences {
  const dependencies = new Set<string>()
  const problems: Problem[] = []
  const references = new Proxy({} as Record<string, Address>, {
    get: (_, key) => (typeof key === 'symbol' ? undefined : refer(key)),
    has: (_, key) => typeof key === 'string' && kinds.has(key),
    ownKeys: () => [...kinds.keys()],
    getOwnPropertyDescriptor: (_, key) =>
      typeof key === 'string' && kinds.has(key)
        ? { configurable: true, enumerable: true, value: refer(key) }
        : undefined,
  })

  function refer(target: string): Address | undefined {
    const kind = kinds.get(target)
    if (kind === undefined) {
      problems.push(unknownReference(name, target, kinds.keys()))
      return undefined
    }
    dependencies.add(target)
    const placeholder = placeholderAddress(kind)
    return watchProperties(placeholder, (property) =>
      problems.push(unknownProperty(name, target, property, Object.keys(placeholder))),
    )
  }

  let environment: Readonly<Record<string, string>> = {}
  try {
    environment = service(references as never)
  } catch (error) {
    // A broken reference makes what follows it fail too; the reference is the cause worth telling.
    if (problems.length === 0) problems.push(environmentFailed(name, error))
  }
  return { dependencies: [...dependencies], environment, problems }
}

function watchProperties(address: Address, onUnknown: (property: string) => void): Address {
  return new Proxy(address, {
    get(target, key) {
      if (typeof key === 'string' && !(key in target)) onUnknown(key)
      return Reflect.get(target, key)
    },
  })
}

function unknownReference(service: string, target: string, known: Iterable<string>): Problem {
  const names = [...known]
  const guess = nearest(target, names)
  return {
    code: 'unknown_reference',
    message: `Service "${service}" refers to "${target}", which the definition does not declare.`,
    evidence: [`declared: ${names.join(', ')}`],
    fix: guess === undefined ? `declare "${target}", or remove the reference` : `did you mean "${guess}"?`,
  }
}

function unknownProperty(service: string, target: string, property: string, known: string[]): Problem {
  return {
    code: 'unknown_reference',
    message: `Service "${service}" refers to "${target}.${property}", which does not exist.`,
    evidence: [`${target} has: ${known.join(', ')}`],
    fix: `use one of the properties of "${target}"`,
  }
}

function environmentFailed(service: string, error: unknown): Problem {
  return {
    code: 'environment_failed',
    message: `The env function of service "${service}" threw: ${error instanceof Error ? error.message : String(error)}`,
    fix: `make services.${service}.env a plain function of its references`,
  }
}
