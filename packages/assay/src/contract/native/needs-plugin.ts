import { formatOf, parseContentType } from '../matching/content-type.ts'
import type { Body } from '../model/body.ts'
import type { JsonObject } from '../model/json.ts'
import type { Interaction } from '../model/pact.ts'

/** A plugin as the metadata of a pact names it. */
export interface NamedPlugin {
  readonly name: string
  readonly version: string | undefined
}

/** What every provider can be asked for without a plugin. */
const TRANSPORTS = new Set(['http', 'https', 'message', 'async-message', 'sync-message'])

/**
 * Why only a plugin can verify an interaction, as the end of a sentence; `undefined` when none is
 * needed. In a pact with plugins, contents that no rule of the specification is for belong to them.
 */
export function pluginNeed(interaction: Interaction, metadata: JsonObject): string | undefined {
  const { transport, pluginConfiguration } = interaction
  if (transport !== undefined && !TRANSPORTS.has(transport)) return `uses the transport "${transport}"`
  if (pluginConfiguration !== undefined) return 'has contents that a plugin has described'
  if (pluginsIn(metadata).length === 0) return undefined
  const foreign = bodiesOf(interaction).find(isForeign)
  return foreign === undefined ? undefined : `has contents of type "${foreign.contentType}"`
}

/** The plugins that a pact was written with. */
export function pluginsIn({ plugins }: JsonObject): readonly NamedPlugin[] {
  if (!Array.isArray(plugins)) return []
  return plugins.flatMap((plugin: JsonObject | null) => {
    const { name, version } = plugin ?? {}
    return typeof name === 'string'
      ? [{ name, version: typeof version === 'string' ? version : undefined }]
      : []
  })
}

function bodiesOf(interaction: Interaction): readonly Body[] {
  switch (interaction.kind) {
    case 'http':
      return [interaction.request.body, interaction.response.body]
    case 'asynchronous-message':
      return [interaction.message.contents]
    case 'synchronous-message':
      return [interaction.request, ...interaction.responses].map(({ contents }) => contents)
  }
}

/** JSON, XML, forms, multipart and plain text are compared by Assay itself. */
function isForeign(body: Body): body is Extract<Body, { readonly kind: 'present' }> {
  if (body.kind !== 'present' || body.contentType === undefined) return false
  const type = parseContentType(body.contentType)
  const format = formatOf(type)
  return format === 'binary' || (format === 'text' && type?.sub !== 'plain')
}
