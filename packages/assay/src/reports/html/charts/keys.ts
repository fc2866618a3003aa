import { html, type Markup } from '../markup.ts'

/** The name of something that is drawn, at the height where its line ends. */
export interface Key {
  readonly name: string
  readonly value?: string
  /** How it is drawn: the class of its sample. */
  readonly kind: string
  readonly y: number
}

const KEY_HEIGHT_PX = 16

/** How high a plot must be so that so many keys fit beside it. */
export function heightForKeys(count: number, leastPx: number): number {
  return Math.max(leastPx, count * KEY_HEIGHT_PX)
}

/** The keys of a chart: at the ends of its lines where there is room, in a row below it where not. */
export function keyList(keys: readonly Key[], heightPx: number): Markup | false {
  if (keys.length === 0) return false
  const placed = spreadOut(keys, heightPx)
  return html`<ul class="keys">${placed.map(
    ({ name, value, kind, y }) =>
      html`<li style="--y:${y.toFixed(0)}px"><i class="key ${kind}"></i><span>${name}</span>${value !== undefined && html` <b>${value}</b>`}</li>`,
  )}</ul>`
}

/** Moves keys apart that would lie on each other: down as far as needed, then up from the bottom. */
function spreadOut(keys: readonly Key[], heightPx: number): Key[] {
  const sorted = keys.toSorted((left, right) => left.y - right.y)
  const down: number[] = []
  for (const { y } of sorted)
    down.push(Math.max(y, (down.at(-1) ?? Number.NEGATIVE_INFINITY) + KEY_HEIGHT_PX))
  let limit = heightPx
  const up = down.toReversed().map((y) => {
    const placed = Math.min(y, limit)
    limit = placed - KEY_HEIGHT_PX
    return placed
  })
  return sorted.map((key, index) => ({ ...key, y: up[sorted.length - 1 - index]! }))
}
