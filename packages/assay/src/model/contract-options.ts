/** Which versions of the consumers count. The members are those of the Pact broker. */
export interface ConsumerVersionSelector {
  readonly mainBranch?: true
  readonly branch?: string
  readonly fallbackBranch?: string
  /** The branch that is called like that of the provider. */
  readonly matchingBranch?: true
  readonly deployedOrReleased?: true
  readonly deployed?: true
  readonly released?: true
  readonly environment?: string
  readonly tag?: string
  readonly fallbackTag?: string
  readonly latest?: true
  readonly consumer?: string
}

/** How to reach a Pact broker. What is left out comes from the variables of the Pact tools. */
export interface BrokerOptions {
  /** Default: `PACT_BROKER_BASE_URL`. */
  readonly url?: string
  /** Default: `PACT_BROKER_USERNAME`. */
  readonly username?: string
  /** Default: `PACT_BROKER_PASSWORD`. */
  readonly password?: string
  /** In place of name and password. Default: `PACT_BROKER_TOKEN`. */
  readonly token?: string
}

/** How long an environment is used while a provider is verified. */
export type ContractIsolation = 'interaction' | 'provider'

/** Where the pacts of a system are, and how its providers are verified against them. */
export interface ContractOptions {
  /** Folder of the pact files, relative to the definition. Default `pacts`. */
  readonly pacts?: string
  /** A Pact broker that has pacts of consumers too. Without it, none is asked. */
  readonly broker?: BrokerOptions
  /**
   * Which of the broker's pacts. Default: those of main branches, of what is deployed or released, and
   * of branches that are called like the provider's.
   */
  readonly selectors?: readonly ConsumerVersionSelector[]
  /** Whether a pact that the provider has never met may fail. Default: yes, as the broker says. */
  readonly pending?: boolean
  /** A day, `2026-01-31`: work in progress of consumers since then is verified too, as pending. */
  readonly wipSince?: string
  /**
   * `interaction`: each is verified in an environment of its own, with fresh data. `provider`: all of a
   * provider share one, which is faster, and their states clean up. Default `interaction`.
   */
  readonly isolation?: ContractIsolation
}

/** How a provider is verified, for those that set up their states by URL as with other Pact tools. */
export interface ProviderContractOptions {
  /** Where it is told of states: a path of the service, `/_pact/states`, or an address. */
  readonly states?: string
  /** Where it makes messages: a path of the service, or an address. */
  readonly messages?: string
  /** Time for one answer. Default 10 000 ms. */
  readonly timeoutMs?: number
  /** Time for one function of a state, a message or a request filter. Default 30 000 ms. */
  readonly stateTimeoutMs?: number
}

/** The contracts of a validated system: paths are absolute, defaults filled in. */
export interface ContractSpec {
  readonly pacts: string
  /** Whether the definition names the folder itself, so that it has to be there. */
  readonly isPactsNamed: boolean
  readonly broker: BrokerOptions | undefined
  readonly selectors: readonly ConsumerVersionSelector[] | undefined
  readonly pending: boolean
  readonly wipSince: string | undefined
  readonly isolation: ContractIsolation
}
