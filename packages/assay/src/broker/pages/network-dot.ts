import type { Integration } from '../store/integrations.ts'

/** Every contract, for Graphviz. */
export function networkDot(integrations: readonly Integration[]): string {
  const edges = integrations.map(
    ({ consumer, provider }) => `  ${dotText(consumer)} -> ${dotText(provider)}\n`,
  )
  return `digraph {\n${edges.join('')}}\n`
}

/** Some names are words of the language, such as `node`. */
function dotText(name: string): string {
  return `"${name.replaceAll(/["\\]/g, '\\$&')}"`
}
