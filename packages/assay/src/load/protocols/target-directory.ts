import type { Target } from '../client/target.ts'
import { scenarioError } from '../scenario/scenario-error.ts'

/** Addresses that are remembered; beyond that each is looked at again. */
const MAX_KNOWN = 1_000
/** WebSockets begin as requests, over connections of the same kind. */
const ADDRESS = /^(?:http|ws)(s?):\/\/([^/?#]+)(.*)$/i

/** The targets of a thread: those of its scenario by their names, others by their addresses. */
export class TargetDirectory {
  readonly #named: ReadonlyMap<string, Target>
  readonly #makeTarget: (name: string, url: string) => Target
  readonly #made = new Map<string, Target>()

  constructor(named: readonly Target[], makeTarget: (name: string, url: string) => Target) {
    this.#named = new Map(named.map((target) => [target.name, target]))
    this.#makeTarget = makeTarget
  }

  /**
   * The target of a name, or of an address.
   *
   * @throws AssayError `invalid_scenario` when it is neither.
   *
   * @example
   * directory.target('orders')
   * directory.target('https://shop.example.test')
   */
  target(address: string): Target {
    const known = this.#named.get(address) ?? this.#made.get(address)
    if (known !== undefined) return known
    const [, secure, host, path] = ADDRESS.exec(address) ?? []
    if (host === undefined) throw this.#unknown(address)
    const made = this.#makeTarget(host, `http${secure}://${host}${path}`)
    if (this.#made.size < MAX_KNOWN) this.#made.set(address, made)
    return made
  }

  /**
   * The target and the path of an address that has both. The path may be a template, which no URL may be.
   *
   * @throws AssayError `invalid_scenario`.
   *
   * @example
   * directory.place('orders/feed/{id}') // the target "orders", and '/feed/{id}'
   * directory.place('wss://shop.example.test/feed')
   */
  place(address: string): { readonly target: Target; readonly path: string } {
    const [, secure, host, rest = ''] = ADDRESS.exec(address) ?? []
    if (host !== undefined) return { target: this.target(`http${secure}://${host}`), path: pathOf(rest) }
    const end = address.search(/[/?]|$/)
    return { target: this.target(address.slice(0, end)), path: pathOf(address.slice(end)) }
  }

  #unknown(address: string) {
    const names = [...this.#named.keys()].join(', ') || 'none'
    return scenarioError(
      'invalid_scenario',
      `"${address}" is neither an address nor a target of the scenario; its targets are: ${names}.`,
      'begin with the name of a target, or with a scheme such as http:// or ws://',
    )
  }
}

function pathOf(text: string): string {
  return text.startsWith('/') ? text : `/${text}`
}
