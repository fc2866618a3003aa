import { nestedQuery, type QueryObject } from '../http/nested-query.ts'
import { refuse } from '../http/refusal.ts'
import type { LatestBy, MatrixQuery, MatrixSelector, MatrixTarget } from './matrix-query.ts'

const DEFAULT_LIMIT = 1_000
const LATEST_BY: readonly string[] = ['cvpv', 'cvp', 'cp'] satisfies LatestBy[]

/** Reads a question as the clients write it: `q[][pacticipant]=orders&q[][version]=1&environment=production`. */
export function readMatrixQuery(query: URLSearchParams): MatrixQuery {
  const selectors = nestedQuery(query, 'q').map(toSelector)
  if (selectors.length === 0) throw refuse(400, 'Say at least which application: q[][pacticipant]=…')
  const latestBy = textOf(query, 'latestby')
  if (latestBy !== undefined && !LATEST_BY.includes(latestBy)) {
    throw refuse(400, `latestby is ${latestBy}; it must be one of ${LATEST_BY.join(', ')}.`)
  }
  const environment = textOf(query, 'environment')
  const target = {
    ...{ tag: textOf(query, 'tag'), environment },
    isMainBranch: query.get('mainBranch') === 'true',
    isLatest: query.get('latest') === 'true',
  }
  refuseSeveralTargets(target)
  const success = [...query.getAll('success[]'), ...query.getAll('success')]
  const isOfPlace =
    environment !== undefined || selectors.some((selector) => selector.environment !== undefined)
  return {
    selectors,
    ignored: nestedQuery(query, 'ignore').map(toSelector),
    target,
    // Every version that is in an environment counts; older command lines ask for the newest result only.
    latestBy: latestBy === undefined || !isOfPlace ? (latestBy as LatestBy | undefined) : 'cvpv',
    success: success.length === 0 ? undefined : success.map((text) => (text === '' ? null : text === 'true')),
    limit: limitOf(query),
  }
}

/** Reads the short form: `pacticipant=orders&version=1&environment=production`, or `to=` a tag. */
export function readDeployQuery(query: URLSearchParams): MatrixQuery {
  const [pacticipant, version] = [textOf(query, 'pacticipant'), textOf(query, 'version')]
  if (pacticipant === undefined || version === undefined)
    throw refuse(400, 'Say which: by pacticipant and version.')
  const [tag, environment] = [textOf(query, 'to'), textOf(query, 'environment')]
  if ((tag === undefined) === (environment === undefined)) {
    throw refuse(400, 'Say where to: either by environment, or by to.')
  }
  const named = query.getAll('ignore[]').map((name) => toSelector({ pacticipant: name }))
  const ignored = [...named, ...nestedQuery(query, 'ignore').map(toSelector)]
  return deployQuery(toSelector({ pacticipant, version }), { tag, environment }, ignored)
}

/** Whether one version may go to one place. */
export function deployQuery(
  selector: MatrixSelector,
  place: { readonly tag?: string | undefined; readonly environment?: string | undefined },
  ignored: readonly MatrixSelector[] = [],
): MatrixQuery {
  return {
    selectors: [selector],
    ignored,
    target: { ...place, isMainBranch: false, isLatest: place.tag !== undefined },
    latestBy: place.environment === undefined ? 'cvp' : 'cvpv',
    limit: DEFAULT_LIMIT,
  }
}

function refuseSeveralTargets({ tag, environment, isMainBranch, isLatest }: MatrixTarget): void {
  const places = [tag, environment, isMainBranch || undefined].filter((place) => place !== undefined)
  if (places.length > 1) throw refuse(400, 'Give one place to compare with: environment, tag or mainBranch.')
  if (isLatest && environment !== undefined) {
    throw refuse(400, 'In an environment there is no latest; leave it out.')
  }
}

function toSelector(fields: QueryObject): MatrixSelector {
  const { pacticipant, version, tag, branch, environment, latest, mainBranch } = fields
  if (pacticipant === undefined || pacticipant === '')
    throw refuse(400, 'Every selector needs a pacticipant.')
  const isLatest = latest === 'true'
  if (version !== undefined && isLatest) {
    throw refuse(400, `Say of ${pacticipant} either a version or latest, not both.`)
  }
  const isMainBranch = mainBranch === 'true'
  return {
    pacticipant,
    ...{ version: unlessEmpty(version), tag: unlessEmpty(tag), branch: unlessEmpty(branch) },
    ...{ environment: unlessEmpty(environment), isLatest, isMainBranch },
  }
}

function limitOf(query: URLSearchParams): number {
  const limit = Number(textOf(query, 'limit') ?? DEFAULT_LIMIT)
  if (Number.isInteger(limit) && limit > 0) return limit
  throw refuse(400, `limit is ${query.get('limit')}; it must be a whole number above 0.`)
}

function textOf(query: URLSearchParams, name: string): string | undefined {
  return unlessEmpty(query.get(name) ?? undefined)
}

function unlessEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}
