import { html } from '../../reports/html/markup.ts'

/** A small image that says how something is. */
export interface Badge {
  readonly label: string
  readonly message: string
  readonly color: 'green' | 'red' | 'grey'
}

const COLORS = { green: '#2e7d32', red: '#c62828', grey: '#757575' } as const
const CHARACTER_WIDTH = 6.6
const PADDING = 12

export function badgeSvg({ label, message, color }: Badge): string {
  const labelWidth = Math.round(label.length * CHARACTER_WIDTH) + PADDING
  const messageWidth = Math.round(message.length * CHARACTER_WIDTH) + PADDING
  const width = labelWidth + messageWidth
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="${label}: ${message}">
<rect width="${labelWidth}" height="20" fill="#444"/>
<rect x="${labelWidth}" width="${messageWidth}" height="20" fill="${COLORS[color]}"/>
<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="${labelWidth / 2}" y="14">${label}</text>
<text x="${labelWidth + messageWidth / 2}" y="14">${message}</text>
</g>
</svg>
`.markup
}
