import type { Random } from '../../../src/base/random.ts'
import type { ResponseCase, RuleListJson } from '../fuzz-case.ts'
import { createBodyPair } from './bodies.ts'
import { oneIn } from './chance.ts'
import { createHeaders, mutateHeaders } from './headers.ts'
import { createRuleList } from './matchers.ts'
import { namedRules, withoutEmpty } from './request-case.ts'

const STATUSES = [200, 200, 200, 201, 302, 400, 404, 418, 500, 503] as const

const CLASSES = ['info', 'success', 'redirect', 'clientError', 'serverError', 'nonError', 'error'] as const

/** A response that is expected and one that comes. */
export function createResponseCase(random: Random): ResponseCase {
  const status = random.pick(STATUSES)
  const headers = oneIn(random, 2) ? createHeaders(random) : []
  const bodies = createBodyPair(random, 'http')
  const type = bodies.contentType === undefined ? [] : [['Content-Type', [bodies.contentType]] as const]
  return {
    kind: 'response',
    expected: { status, headers: [...headers, ...type], body: bodies.expected },
    actual: {
      status: oneIn(random, 6) ? random.pick(STATUSES) : status,
      headers: mutateHeaders(random, [...headers, ...type]),
      body: bodies.actual,
    },
    rules: withoutEmpty({
      body: bodies.rules,
      header: namedRules(random, headers),
      status: oneIn(random, 3) ? createStatusRules(random) : undefined,
    }),
  }
}

function createStatusRules(random: Random): RuleListJson {
  if (oneIn(random, 3)) return createRuleList(random, '200')
  const status = oneIn(random, 3) ? [200, 404] : random.pick(CLASSES)
  return { combine: 'AND', matchers: [{ match: 'statusCode', status }] }
}
