/** Who needs whom. */
export interface Edge {
  readonly from: string
  readonly to: string
}

/** With more columns nobody sees all of a picture. */
const MAX_COLUMNS = 6

/**
 * Names in columns, so that whoever needs somebody stands to the left of them; where some need each other in a
 * circle, one of the edges leads back. If that takes too many columns, everybody stands as far to the left as
 * the shortest way to them allows. In a column, those are near each other who have to do with the same.
 */
export function columnsOf(edges: readonly Edge[]): readonly (readonly string[])[] {
  const forward = withoutCircles(edges)
  const longest = columnsBy(depthsOf(forward, namesOf(edges), Math.max))
  const columns =
    longest.length <= MAX_COLUMNS ? longest : columnsBy(depthsOf(forward, namesOf(edges), Math.min))
  return columns.map((column, index) =>
    index === 0 ? column : nearOthers(column, columns[index - 1]!, edges),
  )
}

function columnsBy(depths: ReadonlyMap<string, number>): readonly (readonly string[])[] {
  const columns = Map.groupBy(depths, ([, depth]) => depth)
  return [...columns]
    .toSorted(([left], [right]) => left - right)
    .map(([, column]) => column.map(([name]) => name))
}

function namesOf(edges: readonly Edge[]): string[] {
  return [...new Set(edges.flatMap(({ from, to }) => [from, to]))].toSorted()
}

/** Leaves out those edges that lead back to where a walk along the others has come from. */
function withoutCircles(edges: readonly Edge[]): readonly Edge[] {
  const targets = Map.groupBy(edges, ({ from }) => from)
  const needed = new Set(edges.map(({ to }) => to))
  const state = new Map<string, 'walking' | 'done'>()
  const kept: Edge[] = []
  const walk = (name: string) => {
    state.set(name, 'walking')
    for (const edge of targets.get(name) ?? []) {
      if (state.get(edge.to) === 'walking') continue
      kept.push(edge)
      if (!state.has(edge.to)) walk(edge.to)
    }
    state.set(name, 'done')
  }
  // Begin with those whom nobody needs.
  const names = namesOf(edges).toSorted((left, right) => Number(needed.has(left)) - Number(needed.has(right)))
  for (const name of names) if (!state.has(name)) walk(name)
  return kept
}

/** How many edges the longest (`Math.max`) or shortest (`Math.min`) way to each name has. */
function depthsOf(
  edges: readonly Edge[],
  names: readonly string[],
  choose: (...depths: number[]) => number,
): ReadonlyMap<string, number> {
  const sources = Map.groupBy(edges, ({ to }) => to)
  const depths = new Map<string, number>()
  const depthOf = (name: string): number => {
    const known = depths.get(name)
    if (known !== undefined) return known
    const before = (sources.get(name) ?? []).map(({ from }) => depthOf(from))
    const depth = before.length === 0 ? 0 : choose(...before) + 1
    depths.set(name, depth)
    return depth
  }
  for (const name of names) depthOf(name)
  return depths
}

/** Sorts a column by the mean place of those in the column before it that need its names. */
function nearOthers(
  column: readonly string[],
  before: readonly string[],
  edges: readonly Edge[],
): readonly string[] {
  const placeOf = (name: string) => {
    const places = edges.filter(({ to }) => to === name).map(({ from }) => before.indexOf(from))
    const known = places.filter((place) => place !== -1)
    return known.length === 0 ? 0 : known.reduce((sum, place) => sum + place, 0) / known.length
  }
  const places = new Map(column.map((name) => [name, placeOf(name)]))
  return column.toSorted((left, right) => places.get(left)! - places.get(right)!)
}
