import type { Json, JsonObject } from '../model/json.ts'
import type { ArrayVariant, EachDefinition, MatchingRule, RuleList } from '../model/matching-rules.ts'
import { inOrder, unlessEmpty } from './json-object.ts'

/** Rules by name or path, in the order they have. */
export function rulesToJson(rules: ReadonlyMap<string, RuleList>): JsonObject {
  return Object.fromEntries([...rules].map(([name, list]) => [name, ruleListToJson(list)]))
}

/** The rules for one place, as version 3 and 4 have them. */
export function ruleListToJson({ combine, rules }: RuleList): JsonObject {
  return { combine, matchers: rules.map(ruleToJson) }
}

/** A rule as the specification spells it. */
export function ruleToJson(rule: MatchingRule): Json {
  switch (rule.match) {
    case 'min-type':
    case 'max-type':
    case 'min-max-type':
      return inOrder({ ...rule, match: 'type' })
    case 'status-code':
      return { match: 'statusCode', status: rule.status }
    case 'content-type':
      return { match: 'contentType', value: rule.value }
    case 'not-empty':
      return { match: 'notEmpty' }
    case 'each-key':
      return definitionToJson('eachKey', rule.definition)
    case 'each-value':
      return definitionToJson('eachValue', rule.definition)
    case 'array-contains':
      return { match: 'arrayContains', variants: rule.variants.map(variantToJson) }
    case 'unknown':
      return rule.json
    default:
      return inOrder(rule)
  }
}

function definitionToJson(match: string, { value, rules, generator }: EachDefinition): Json {
  return inOrder({ match, value, rules: rules.map(ruleToJson), generator })
}

function variantToJson({ index, rules, generators }: ArrayVariant): Json {
  return inOrder({ index, rules: rulesToJson(rules), generators: unlessEmpty(generators) })
}
