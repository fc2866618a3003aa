import { html, type Markup } from '../../reports/html/markup.ts'
import type { IntegrationState } from '../store/integrations.ts'
import { columnsOf } from './network-layout.ts'
import { stateOf } from './result-state.ts'

const BOX_HEIGHT = 34
const ROW_HEIGHT = 50
const COLUMN_GAP = 110
const PADDING = 14
const CHARACTER_WIDTH = 7.6
const TIP = 8
const MAX_CHARACTERS = 28
/** A picture of more says nothing; the table does. */
const MAX_APPLICATIONS = 80

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
}

/** A picture of every contract: consumers point at their providers. Nothing if there are too many. */
export function networkSvg(integrations: readonly IntegrationState[]): Markup | undefined {
  const others = integrations.filter(({ consumer, provider }) => consumer !== provider)
  const names = new Set(others.flatMap(({ consumer, provider }) => [consumer, provider]))
  if (names.size === 0 || names.size > MAX_APPLICATIONS) return undefined
  const columns = columnsOf(others.map(({ consumer, provider }) => ({ from: consumer, to: provider })))
  const boxes = boxesOf(columns)
  const width = Math.max(...[...boxes.values()].map((box) => box.x + box.width)) + COLUMN_GAP / 2
  const height = Math.max(...columns.map(({ length }) => length)) * ROW_HEIGHT
  const lines = others.map((one) =>
    edgeMarkup(boxes.get(one.consumer)!, boxes.get(one.provider)!, stateOf(one)),
  )
  return html`<svg class="network" width="${width}" height="${height}" role="img" aria-label="Consumers point at their providers">
${lines}
${[...boxes].map(([name, box]) => boxMarkup(name, box))}
</svg>`
}

/** Where each name stands; columns are centred. */
function boxesOf(columns: readonly (readonly string[])[]): ReadonlyMap<string, Box> {
  const longest = Math.max(0, ...columns.map(({ length }) => length))
  const boxes = new Map<string, Box>()
  let x = 1
  for (const column of columns) {
    const width = Math.max(...column.map(widthOf))
    const top = ((longest - column.length) * ROW_HEIGHT) / 2
    for (const [index, name] of column.entries()) {
      boxes.set(name, { x, width, y: top + index * ROW_HEIGHT + (ROW_HEIGHT - BOX_HEIGHT) / 2 })
    }
    x += width + COLUMN_GAP
  }
  return boxes
}

function widthOf(name: string): number {
  return Math.ceil(shownName(name).length * CHARACTER_WIDTH) + 2 * PADDING
}

function shownName(name: string): string {
  return name.length <= MAX_CHARACTERS ? name : `${name.slice(0, MAX_CHARACTERS - 1)}…`
}

function boxMarkup(name: string, { x, y, width }: Box): Markup {
  return html`<g><title>${name}</title><rect x="${x}" y="${y}" width="${width}" height="${BOX_HEIGHT}" rx="4"/><text x="${x + PADDING}" y="${y + BOX_HEIGHT / 2 + 5}">${shownName(name)}</text></g>
`
}

/** A curve with a tip from the right of one box to the left of another, or to its right if it is not further on. */
function edgeMarkup(from: Box, to: Box, state: string): Markup {
  const isOnward = to.x > from.x
  const [startX, startY] = [from.x + from.width, from.y + BOX_HEIGHT / 2]
  const [edgeX, endY] = [isOnward ? to.x : to.x + to.width, to.y + BOX_HEIGHT / 2]
  const back = isOnward ? -1 : 1
  const endX = edgeX + back * TIP
  const bend = isOnward ? (endX - startX) / 2 : COLUMN_GAP / 2
  const path = `M${startX} ${startY}C${startX + bend} ${startY} ${endX + back * bend} ${endY} ${endX} ${endY}`
  const tip = `M${edgeX} ${endY}l${back * TIP} ${-TIP / 2}v${TIP}z`
  return html`<path class="edge ${state}" d="${path}"/><path class="tip ${state}" d="${tip}"/>
`
}
