import type { RulesByName, RulesByPath } from '../model/matching-rules.ts'
import type { BodyPair } from './body-part.ts'
import { matchQuery } from './match-query.ts'
import type { Mismatch } from './mismatch.ts'
import { formatPath, parsePathExpression } from './path-expression.ts'
import { readParameters } from './query-text.ts'

/** Compares forms (`a=1&b=2`) as queries are compared. */
export function matchFormBody({ expected, actual, rules }: BodyPair): readonly Mismatch[] {
  const mismatches = matchQuery({
    expected: readParameters(expected.toString('utf8')),
    actual: readParameters(actual.toString('utf8')),
    rules: rules === undefined ? undefined : rulesByName(rules),
  })
  return mismatches.map((mismatch) => ({
    ...mismatch,
    kind: 'body',
    where: formatPath([mismatch.where]),
    sentence: mismatch.sentence.replace('query parameter', 'form post parameter'),
  }))
}

/** `$.name[0]` becomes `name[0]`. A rule for `$` or `$.*` is for every field. */
function rulesByName(rules: RulesByPath): RulesByName {
  const named = new Map<string, RulesByPath extends ReadonlyMap<string, infer List> ? List : never>()
  for (const [expression, list] of rules) {
    const [, name, index] = parsePathExpression(expression)
    if (name?.kind !== 'name') continue
    const suffix = index?.kind === 'index' ? `[${index.index}]` : index === undefined ? '' : '[*]'
    named.set(`${name.name}${suffix}`, list)
  }
  return named
}
