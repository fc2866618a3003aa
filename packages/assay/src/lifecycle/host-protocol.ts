import type { Crash, PartInfo } from '../model/part-event.ts'
import type { ResourceKind } from '../model/resource.ts'
import type { Address } from '../model/system.ts'
import type { EnvironmentRequest } from './environment-request.ts'

/** What a client may ask of a host, and what it gets. */
export interface HostMethods {
  /** Boots an environment ahead of the lease that will want it. */
  prepare: { params: { environment: EnvironmentRequest }; result: null }
  /** How the parts of the system came up. */
  describe: { params: null; result: { parts: readonly PartInfo[] } }
  lease: { params: LeaseRequest; result: LeaseDescription }
  release: { params: { lease: string }; result: null }
  openNamespace: { params: { lease: string; resource: string }; result: NamespaceDescription }
  closeNamespace: { params: { namespace: string }; result: null }
  startService: { params: { lease: string; service: string }; result: null }
  stopService: { params: { lease: string; service: string }; result: null }
  killService: { params: { lease: string; service: string }; result: null }
  /** Keeps the client's leases; without it they expire. */
  heartbeat: { params: null; result: null }
  shutDown: { params: null; result: null }
}

export interface LeaseRequest {
  readonly environment: EnvironmentRequest
  /** Make another of the same kind ready, because the next test will want a fresh one. */
  readonly isRepeated: boolean
  /** Figures are taken in it: while it is lent, the host boots and ends nothing else. */
  readonly isExclusive: boolean
}

/** A service of an environment. What Assay has not started has neither log nor process. */
export interface LeasedService {
  readonly url: string
  readonly logFile?: string
  readonly pid?: number
}

/** A namespace of a resource, and the process of its server when it runs on this machine. */
export interface LeasedResource {
  readonly kind: ResourceKind
  readonly address: Address
  readonly pid?: number
}

/** An environment as its user sees it. */
export interface LeaseDescription {
  readonly lease: string
  readonly environment: string
  readonly services: Readonly<Record<string, LeasedService>>
  readonly resources: Readonly<Record<string, LeasedResource>>
  /** Ports on which the user of the lease answers for stubbed services. */
  readonly stubs: Readonly<Record<string, { readonly port: number; readonly openapi?: string }>>
}

export interface NamespaceDescription {
  readonly namespace: string
  readonly address: Address
}

/** What a host tells without being asked. */
export interface HostNotice {
  readonly crash: Crash
}
