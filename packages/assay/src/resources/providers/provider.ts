import type { ProviderName, ResourceKind } from '../../model/resource.ts'

/** What a resource asks of its providers. */
export interface SupplyRequest {
  readonly name: string
  readonly kind: ResourceKind
  readonly version: string | undefined
  readonly url: string | undefined
  /** Where programs and packages are looked for: the system's folder. */
  readonly directory: string
}

/** Programs on this machine, or a server that already runs elsewhere. */
export type Supply =
  | {
      readonly form: 'programs'
      /** Absolute paths by name, such as `redis-server` or `erlang-root`. */
      readonly paths: Readonly<Record<string, string>>
      /** Added to the dynamic linker's search path. */
      readonly libraryPath?: string
    }
  | {
      readonly form: 'server'
      readonly url: string
      readonly close: () => Promise<void>
    }

/** A provider can serve the resource. Nothing was downloaded or started yet. */
export interface Candidate {
  readonly provider: ProviderName
  /** `undefined` when only the running server could tell. */
  readonly version: string | undefined
  /** Where it comes from: a path, a package, an image, an address. */
  readonly source: string
  /** Whether `prepare` has to download something first. */
  readonly needsDownload: boolean
  prepare(report: (step: string) => void): Promise<Supply>
}

/** A provider cannot serve the resource, and what would change that. */
export interface Missing {
  readonly provider: ProviderName
  readonly reason: string
  readonly fix: string | undefined
}

export interface Provider {
  readonly name: ProviderName
  find(request: SupplyRequest): Promise<Candidate | Missing>
}

export function isCandidate(found: Candidate | Missing): found is Candidate {
  return 'prepare' in found
}
