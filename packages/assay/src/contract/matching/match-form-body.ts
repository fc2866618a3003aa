import { parseQuery } from '../file/query.ts'
import type { BodyPair } from './body-part.ts'
import { matchParameters } from './match-query.ts'
import type { Mismatch } from './mismatch.ts'
import { formatPath } from './path-expression.ts'
import { rulesAtRoot } from './rule-tree.ts'

/** Compares forms (`a=1&b=2`) as queries are compared, by the rules for `$.a` and `$.b`. */
export function matchFormBody({ expected, actual, rules }: BodyPair): readonly Mismatch[] {
  const mismatches = matchParameters({
    expected: parseQuery(expected.toString('utf8')),
    actual: parseQuery(actual.toString('utf8')),
    noun: 'form post parameter',
    placeOf: rulesAtRoot(rules).below,
  })
  return mismatches.map((mismatch) => ({ ...mismatch, kind: 'body', where: formatPath([mismatch.where]) }))
}
