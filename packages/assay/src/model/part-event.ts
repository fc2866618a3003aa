import type { ProviderName } from './resource.ts'

/**
 * What happens to a part (a resource or a service) while a system runs. Whoever starts parts
 * tells; whoever shows progress listens; neither knows the other.
 */
export type PartEvent =
  | { readonly type: 'part-waiting'; readonly part: string; readonly for: readonly string[] }
  | { readonly type: 'part-starting'; readonly part: string }
  | { readonly type: 'part-step'; readonly part: string; readonly step: string }
  | { readonly type: 'part-ready'; readonly part: string; readonly info: PartInfo }
  | { readonly type: 'part-failed'; readonly part: string; readonly error: unknown }
  | { readonly type: 'part-cancelled'; readonly part: string }
  | { readonly type: 'part-died'; readonly crash: Crash }

/** How a part came up. */
export interface PartInfo {
  readonly part: string
  readonly kind: string
  /** From the moment it could start to its first answer. */
  readonly durationMs: number
  /** CPU time its processes had used by then. */
  readonly cpuMs: number | undefined
  readonly dependsOn: readonly string[]
  readonly provider?: ProviderName
  readonly version?: string | undefined
  readonly source?: string
}

/** A process that ended without being told to. */
export interface Crash {
  readonly part: string
  /** The environment it belonged to; resource servers belong to all. */
  readonly environment: string | undefined
  readonly how: string
  readonly at: number
  readonly lastLogLines: readonly string[]
  readonly logFile: string
}

export type EmitPartEvent = (event: PartEvent) => void
