import type { ScenarioResult } from '../../../model/load-result.ts'
import { clip } from '../../content/printable.ts'
import { html, type Markup } from '../markup.ts'

const MAX_SAMPLES = 30
const MAX_MESSAGE_CHARACTERS = 500
const MAX_NAME_CHARACTERS = 160

/** The first messages of each kind of error. */
export function errorList({ errorSamples }: ScenarioResult): Markup | false {
  if (errorSamples.length === 0) return false
  const left = errorSamples.length - MAX_SAMPLES
  return html`<h4>What errors said</h4><ul class="plain errors-said">${errorSamples
    .slice(0, MAX_SAMPLES)
    .map(
      ({ kind, operation, message }) =>
        html`<li><span class="mark failed" aria-hidden="true">✗</span><div><b>${kind}</b> ${clip(operation, MAX_NAME_CHARACTERS)}<small>${clip(message, MAX_MESSAGE_CHARACTERS)}</small></div></li>`,
    )}${left > 0 && html`<li>and ${left} more left out here</li>`}</ul>`
}
