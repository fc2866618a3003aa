import { type AssayError, infrastructureError } from '../../errors/assay-error.ts'
import type { ProviderName } from '../../model/resource.ts'
import { type Candidate, isCandidate, type Missing, type Provider, type SupplyRequest } from './provider.ts'

export interface Choice {
  readonly chosen: Candidate | undefined
  /** The providers asked before, or instead, and why they did not serve. */
  readonly rejected: readonly Missing[]
}

/**
 * Asks the providers in order and takes the first that has the version wanted. An explicit URL
 * is used or fails: falling back to another server in silence would test something else.
 */
export async function chooseProvider(
  request: SupplyRequest,
  providers: readonly Provider[],
  only?: ProviderName,
): Promise<Choice> {
  const wanted = request.url === undefined ? only : 'url'
  const rejected: Missing[] = []
  for (const provider of providers) {
    if (wanted !== undefined && provider.name !== wanted) continue
    const found = await provider.find(request)
    if (!isCandidate(found)) {
      rejected.push(found)
    } else if (!satisfies(found.version, request.version)) {
      rejected.push(wrongVersion(found, request))
    } else {
      return { chosen: found, rejected }
    }
  }
  return { chosen: undefined, rejected }
}

/** `18` is satisfied by 18.4, `16.4` by 16.4.1. A version nobody can tell is taken on trust. */
export function satisfies(version: string | undefined, wanted: string | undefined): boolean {
  if (version === undefined || wanted === undefined) return true
  return version === wanted || version.startsWith(`${wanted}.`)
}

function wrongVersion(found: Candidate, request: SupplyRequest): Missing {
  return {
    provider: found.provider,
    reason: `has ${request.kind} ${found.version}, but ${request.version} is wanted (${found.source})`,
    fix: undefined,
  }
}

export function resourceUnavailable(request: SupplyRequest, rejected: readonly Missing[]): AssayError {
  const wanted = request.version === undefined ? request.kind : `${request.kind} ${request.version}`
  const fixes = rejected.map(({ fix }) => fix).filter((fix) => fix !== undefined)
  return infrastructureError({
    code: 'resource_unavailable',
    message: `Resource "${request.name}" needs ${wanted}, and no provider has it.`,
    evidence: rejected.map(({ provider, reason }) => `${provider}: ${reason}`),
    fix: fixes.length > 0 ? fixes.join('; or ') : 'see assay doctor',
  })
}
