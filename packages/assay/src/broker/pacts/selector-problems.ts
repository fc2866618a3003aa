import type { ConsumerVersionSelector } from './select-pacts.ts'

const OF_LINES = ['mainBranch', 'matchingBranch', 'branch', 'tag', 'latest'] as const
const OF_PLACES = ['environment', 'deployed', 'released', 'deployedOrReleased'] as const
const KINDS = ['deployed', 'released', 'deployedOrReleased'] as const

type Field = keyof ConsumerVersionSelector

/** What a selector says that cannot be meant. Guessing would verify other pacts than somebody thinks. */
export function selectorProblems(
  selector: ConsumerVersionSelector,
  ownBranch: string | undefined,
): readonly string[] {
  const isGiven = (field: Field) => {
    const value = selector[field]
    return value !== undefined && value !== null && value !== false
  }
  const given = (fields: readonly Field[]) => fields.filter(isGiven)
  const lines = given(OF_LINES)
  const places = given(OF_PLACES)
  const isNotLatest = selector.latest === false
  const rules: readonly (readonly [isWrong: boolean, problem: string])[] = [
    [lines.length + places.length === 0, `say which versions: by ${[...OF_LINES, ...OF_PLACES].join(', ')}`],
    [lines.length > 0 && places.length > 0, `${lines.join(', ')} cannot be used with ${places.join(', ')}`],
    [
      isGiven('mainBranch') && (lines.some((field) => !/^(mainBranch|latest)$/.test(field)) || isNotLatest),
      'mainBranch cannot be used with anything but consumer',
    ],
    [
      isGiven('matchingBranch') && lines.length > 1,
      'matchingBranch cannot be used with anything but consumer',
    ],
    [isGiven('matchingBranch') && ownBranch === undefined, 'matchingBranch needs the providerVersionBranch'],
    [isGiven('tag') && isGiven('branch'), 'tag and branch cannot be used together'],
    [isGiven('branch') && isNotLatest, 'branch cannot be used with latest=false'],
    [
      isGiven('fallbackTag') && !(isGiven('tag') && isGiven('latest')),
      'fallbackTag needs tag and latest=true',
    ],
    [isGiven('fallbackBranch') && !isGiven('branch'), 'fallbackBranch needs branch'],
    [given(KINDS).length > 1, `${given(KINDS).join(', ')} cannot be used together`],
  ]
  return rules.filter(([isWrong]) => isWrong).map(([, problem]) => problem)
}
