import type { Failure } from '../../errors/assay-error.ts'
import type { JsonObject } from '../model/json.ts'
import type { Interaction } from '../model/pact.ts'
import { interactionName } from '../provider/interaction-name.ts'
import type { VerifiedProvider } from '../provider/verified-provider.ts'
import { hasPactCore, missingPlugins, pluginFolder } from './installed.ts'
import { type NamedPlugin, pluginsIn } from './needs-plugin.ts'

/** An interaction that needs a plugin, and what is said about it. */
export interface PluginInteraction {
  readonly interaction: Interaction
  /** `uses the transport "grpc"` */
  readonly need: string
  /** Of its pact. */
  readonly metadata: JsonObject
}

const INSTALL = 'npm install --save-dev @pact-foundation/pact-core'

/**
 * What keeps an interaction from being verified by a plugin; `undefined` when all is there.
 *
 * @param module that has to find the package which loads plugins; default: this one
 */
export function nativeProblem(
  wanted: PluginInteraction,
  provider: VerifiedProvider,
  module?: string,
): Failure | undefined {
  const { interaction, need, metadata } = wanted
  const plugins = pluginsIn(metadata)
  const message = `Interaction ${interactionName(interaction)} ${need}, which only a Pact plugin knows`
  if (plugins.length === 0) {
    return {
      code: 'contract_needs_plugin',
      message: `${message}, and its pact names none.`,
      fix: 'write the pact again with the consumer tests that use the plugin: its metadata must name it',
    }
  }
  const install = plugins.map(({ name }) => installLine(name)).join(' && ')
  if (!hasPactCore(module)) {
    const names = plugins.map(titleOf).join(', ')
    return {
      code: 'contract_needs_plugin',
      message: `${message}: ${names}. The package that loads plugins is not installed.`,
      fix: `${INSTALL}, then ${install}`,
    }
  }
  return pluginsProblem(plugins, message) ?? addressProblem(interaction, provider)
}

function pluginsProblem(plugins: readonly NamedPlugin[], message: string): Failure | undefined {
  const missing = missingPlugins(plugins)
  if (missing.length === 0) return undefined
  return {
    code: 'pact_plugin_not_installed',
    message: `${message}. Not installed: ${missing.map(titleOf).join(', ')}.`,
    evidence: [`looked in: ${pluginFolder()}`],
    fix: missing.map(({ name }) => installLine(name)).join(' && '),
  }
}

function addressProblem(interaction: Interaction, { name, url }: VerifiedProvider): Failure | undefined {
  if (url !== undefined && URL.canParse(url)) return undefined
  const isAsked = interaction.kind === 'http' || interaction.transport !== undefined
  if (!isAsked) return undefined
  return {
    code: 'provider_without_url',
    message: `Provider "${name}" has no address, but ${interactionName(interaction)} is a request to it.`,
    fix: 'say where the provider listens: http://127.0.0.1:3000',
  }
}

function titleOf({ name, version }: NamedPlugin): string {
  return version === undefined ? name : `${name} ${version}`
}

function installLine(name: string): string {
  return `npx @pact-foundation/pact-cli plugin install ${name}`
}
