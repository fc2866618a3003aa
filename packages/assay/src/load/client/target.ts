import type { Operation, Recorder } from '../engine/recorder.ts'
import type { Endpoint } from '../http1/connection.ts'
import { ParserPool } from '../http1/parser-pool.ts'
import type { ParserLimits } from '../http1/response-parser.ts'
import { scenarioError } from '../scenario/scenario-error.ts'
import { type CompiledTemplate, compileTemplate, guessTemplate } from './path-template.ts'

/** Concrete paths that are remembered; beyond that each is looked up again. */
const MAX_KNOWN_PATHS = 10_000

/** Which operation of a service a method and path belong to. */
export interface OperationNames {
  /** The template of the document that the path fits, such as `/users/{id}`; `undefined` when none does. */
  templateOf(method: string, path: string): string | undefined
  /** Whether the document has the template. */
  has(method: string, template: string): boolean
  /** All of its operations, for messages: `GET /users/{id}`. */
  readonly all: readonly string[]
}

export interface TargetOptions {
  readonly name: string
  readonly url: string
  /** Without it, templates are guessed from the paths. */
  readonly names?: OperationNames | undefined
  readonly isInsecureAllowed: boolean
  readonly maxBodyBytes: number
}

/** A path as a scenario writes it: where it goes, and what it is recorded as. */
export interface Route {
  readonly template: CompiledTemplate
  readonly operation: Operation
}

const MAX_HEAD_BYTES = 65_536

/** What requests of a scenario go to: a service, or a URL. One for each thread. */
export class Target {
  readonly name: string
  readonly endpoint: Endpoint
  readonly limits: ParserLimits
  /** As in the `host` header. */
  readonly host: string
  readonly origin: string
  /** The path of its URL, without a slash at the end. */
  readonly basePath: string
  readonly #names: OperationNames | undefined
  readonly #recorder: Recorder
  readonly #routes = new Map<string, Map<string, Route>>()

  constructor({ name, url, names, isInsecureAllowed, maxBodyBytes }: TargetOptions, recorder: Recorder) {
    const { hostname, port, protocol, host, pathname, origin } = parseUrl(name, url)
    const isSecure = protocol === 'https:'
    this.name = name
    this.limits = { maxHeadBytes: MAX_HEAD_BYTES, maxBodyBytes }
    this.host = host
    this.origin = origin
    this.endpoint = {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (isSecure ? 443 : 80) : Number(port),
      isSecure,
      isInsecureAllowed,
      parsers: new ParserPool(this.limits),
    }
    this.basePath = pathname.replace(/\/$/, '')
    this.#names = names
    this.#recorder = recorder
  }

  /**
   * Where a path as written, without its query, leads, and the operation it counts for. A URL of the
   * target is a path from the root of its host, as servers write it in what they answer.
   */
  route(method: string, path: string): Route {
    let ofMethod = this.#routes.get(method)
    if (ofMethod === undefined) {
      ofMethod = new Map()
      this.#routes.set(method, ofMethod)
    }
    const known = ofMethod.get(path)
    if (known !== undefined) return known
    const made = this.#makeRoute(method, path)
    if (ofMethod.size < MAX_KNOWN_PATHS) ofMethod.set(path, made)
    return made
  }

  /** An operation the scenario names itself. */
  operation(name: string): Operation {
    return this.#recorder.operation(this.name, name)
  }

  #makeRoute(method: string, written: string): Route {
    const whole = this.#fromRoot(written)
    const path = whole.startsWith(`${this.basePath}/`) ? whole.slice(this.basePath.length) : whole
    const isTemplate = path.includes('{')
    if (isTemplate && this.#names?.has(method, path) === false) throw this.#unknown(method, path)
    const shown = isTemplate ? path : (this.#names?.templateOf(method, path) ?? guessTemplate(path))
    return {
      template: compileTemplate(whole),
      operation: this.operation(`${method} ${shown}`),
    }
  }

  #fromRoot(written: string): string {
    if (written.startsWith('/')) return this.basePath + written
    if (written.startsWith(`${this.origin}/`)) return written.slice(this.origin.length)
    throw notAPath(this.name, written)
  }

  #unknown(method: string, template: string) {
    const known = this.#names?.all ?? []
    return scenarioError(
      'unknown_operation',
      `"${this.name}" has no operation ${method} ${template}; its document has ${known.join(', ')}.`,
      'write the template as the OpenAPI document does, or correct the document',
    )
  }
}

function parseUrl(name: string, url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed !== undefined && /^https?:$/.test(parsed.protocol)) return parsed
  throw scenarioError(
    'invalid_scenario',
    `The target "${name}" is "${url}", which is no address of http or https.`,
    'write it as http://host:port',
  )
}

function notAPath(target: string, path: string) {
  return scenarioError(
    'invalid_scenario',
    `A request to "${target}" has the path "${path}", which does not start with "/".`,
    'write the path from the root of the target; add a target for another host',
  )
}
