import { nestedQuery, type QueryObject } from '../http/nested-query.ts'
import { refuse } from '../http/refusal.ts'
import type { LatestBy, MatrixQuery, MatrixSelector } from './matrix-query.ts'

const DEFAULT_LIMIT = 1_000
const LATEST_BY: readonly string[] = ['cvpv', 'cvp', 'cp'] satisfies LatestBy[]

/** Reads a question as the clients write it: `q[][pacticipant]=orders&q[][version]=1&environment=production`. */
export function readMatrixQuery(query: URLSearchParams): MatrixQuery {
  const selectors = nestedQuery(query, 'q').map(toSelector)
  if (selectors.length === 0) throw refuse(400, 'Please provide 1 or more version selectors.')
  const latestBy = textOf(query, 'latestby')
  if (latestBy !== undefined && !LATEST_BY.includes(latestBy)) {
    throw refuse(400, `latestby is ${latestBy}; it must be one of ${LATEST_BY.join(', ')}.`)
  }
  const success = [...query.getAll('success[]'), ...query.getAll('success')]
  return {
    selectors,
    ignored: nestedQuery(query, 'ignore').map(toSelector),
    target: {
      tag: textOf(query, 'tag'),
      environment: textOf(query, 'environment'),
      isMainBranch: query.get('mainBranch') === 'true',
      isLatest: query.get('latest') === 'true',
    },
    latestBy: latestBy as LatestBy | undefined,
    success: success.length === 0 ? undefined : success.map((text) => (text === '' ? null : text === 'true')),
    limit: limitOf(query),
  }
}

/** Reads the short form: `pacticipant=orders&version=1&environment=production`, or `to=` a tag. */
export function readDeployQuery(query: URLSearchParams): MatrixQuery {
  // Here the environment is where to, not where the version is.
  const selector = toSelector({ ...Object.fromEntries(query), environment: '' })
  const tag = textOf(query, 'to')
  const environment = textOf(query, 'environment')
  if (tag === undefined && environment === undefined)
    throw refuse(400, 'Say where to: by environment, or by to.')
  return deployQuery(selector, { tag, environment }, nestedQuery(query, 'ignore').map(toSelector))
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
    target: { ...place, isMainBranch: false, isLatest: false },
    latestBy: place.environment === undefined ? 'cvp' : 'cvpv',
    limit: DEFAULT_LIMIT,
  }
}

function toSelector(fields: QueryObject): MatrixSelector {
  const { pacticipant, version, tag, branch, environment, latest, mainBranch } = fields
  if (pacticipant === undefined || pacticipant === '')
    throw refuse(400, 'Please specify the pacticipant name.')
  const isLatest = latest === 'true'
  if (version !== undefined && isLatest) {
    throw refuse(400, `A version number and latest cannot both be specified for ${pacticipant}.`)
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
