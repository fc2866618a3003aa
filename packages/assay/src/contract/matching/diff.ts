import { type ExactJson, ExactNumber, jsonText } from './json-value.ts'

const MOST_LINES = 200
const CONTEXT_LINES = 2

/** The lines in which two JSON values differ; `undefined` when that would be too long to help. */
export function jsonDiff(expected: ExactJson, actual: ExactJson): string | undefined {
  return lineDiff(prettyLines(expected, ''), prettyLines(actual, ''))
}

/** The lines in which two texts differ. */
export function textDiff(expected: string, actual: string): string | undefined {
  return lineDiff(expected.split('\n', MOST_LINES + 1), actual.split('\n', MOST_LINES + 1))
}

function lineDiff(expected: readonly string[], actual: readonly string[]): string | undefined {
  if (expected.length > MOST_LINES || actual.length > MOST_LINES) return undefined
  const lines = markedLines(expected, actual)
  const isNear = lines.map((_, index) =>
    lines
      .slice(Math.max(0, index - CONTEXT_LINES), index + CONTEXT_LINES + 1)
      .some((line) => !line.startsWith(' ')),
  )
  const shown = lines.flatMap((line, index) => {
    if (isNear[index]) return [line]
    return isNear[index - 1] === false || index === 0 ? [] : ['  …']
  })
  return shown.join('\n')
}

/** All lines, each with ` `, `-` or `+` before it: the longest common lines stay. */
function markedLines(expected: readonly string[], actual: readonly string[]): string[] {
  const common = commonLengths(expected, actual)
  const lines: string[] = []
  let [left, right] = [0, 0]
  while (left < expected.length || right < actual.length) {
    if (left < expected.length && expected[left] === actual[right]) {
      lines.push(`  ${expected[left]}`)
      left += 1
      right += 1
    } else if (
      right >= actual.length ||
      (left < expected.length && common[left + 1]![right]! >= common[left]![right + 1]!)
    ) {
      lines.push(`- ${expected[left]}`)
      left += 1
    } else {
      lines.push(`+ ${actual[right]}`)
      right += 1
    }
  }
  return lines
}

/** For each pair of places, how many lines are common from there on. */
function commonLengths(expected: readonly string[], actual: readonly string[]): number[][] {
  const lengths = Array.from({ length: expected.length + 1 }, () =>
    new Array<number>(actual.length + 1).fill(0),
  )
  for (let left = expected.length - 1; left >= 0; left -= 1) {
    for (let right = actual.length - 1; right >= 0; right -= 1) {
      lengths[left]![right] =
        expected[left] === actual[right]
          ? lengths[left + 1]![right + 1]! + 1
          : Math.max(lengths[left + 1]![right]!, lengths[left]![right + 1]!)
    }
  }
  return lengths
}

/** JSON with one member a line, names in order: the order of members is no difference. */
function prettyLines(value: ExactJson, indent: string): string[] {
  if (value === null || typeof value !== 'object' || value instanceof ExactNumber) return [jsonText(value)]
  // Nested more deeply than a diff that helps is long.
  if (indent.length > MOST_LINES) return ['…']
  const isList = Array.isArray(value)
  const members = isList
    ? value.map((item) => ['', item as ExactJson] as const)
    : Object.entries(value)
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([name, member]) => [`${JSON.stringify(name)}: `, member] as const)
  if (members.length === 0) return [isList ? '[]' : '{}']
  const inner = `${indent}  `
  const lines = [isList ? '[' : '{']
  for (const [label, member] of members) {
    const [first, ...rest] = prettyLines(member, inner)
    lines.push(`${inner}${label}${first}`, ...rest)
    // Longer than any diff that helps: the rest is not worth the work.
    if (lines.length > MOST_LINES) return lines
  }
  return [...lines, `${indent}${isList ? ']' : '}'}`]
}
