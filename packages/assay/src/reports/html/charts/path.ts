/** A place in a plot, in its units. */
export type Place = readonly [x: number, y: number]

/** A bar that stands on the bottom of a plot. */
export interface Bar {
  readonly from: number
  readonly to: number
  readonly y: number
}

/**
 * The commands of a line through all places. Written as differences, which are short; each place is
 * rounded before, so that errors do not add up.
 *
 * @example
 * linePath([[0, 10], [5, 12.25], [9, 8]]) // 'M0 10l5 2.3 4-4.3'
 */
export function linePath(line: readonly Place[]): string {
  const places = line.map(([x, y]): Place => [Math.round(x), tenth(y)])
  const [first, ...rest] = places
  if (first === undefined) return ''
  const steps = rest.map(([x, y], index) => {
    const [lastX, lastY] = places[index]!
    return `${x - lastX}${spaced(tenth(y - lastY))}`
  })
  return `M${first[0]} ${first[1]}${steps.length === 0 ? '' : `l${steps.join(' ')}`}`
}

/** The area between two lines. */
export function areaPath(upper: readonly Place[], lower: readonly Place[]): string {
  return `${linePath([...upper, ...lower.toReversed()])}z`
}

/** Dots: lines without a length, round because their ends are, however the plot is stretched. */
export function dotsPath(dots: readonly Place[]): string {
  return dots.map(([x, y]) => `M${Math.round(x)} ${tenth(y)}h0`).join('')
}

/** Bars up to their `y` from the bottom of a plot of this height. */
export function barsPath(bars: readonly Bar[], heightPx: number): string {
  return bars
    .map(({ from, to, y }) => `M${tenth(from)} ${heightPx}V${tenth(y)}H${tenth(to)}V${heightPx}z`)
    .join('')
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}

/** A negative number needs no space before it. */
function spaced(value: number): string {
  return value < 0 ? String(value) : ` ${value}`
}
