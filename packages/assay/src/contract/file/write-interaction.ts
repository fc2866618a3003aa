import type { Body } from '../model/body.ts'
import type { Json, JsonObject } from '../model/json.ts'
import type { HttpRequest, HttpResponse, Interaction, Message, PactSpecification } from '../model/pact.ts'
import type { ExactJson } from './exact-json.ts'
import { writeGenerators } from './generators.ts'
import { type Headers, writeHeaders } from './headers.ts'
import { inOrder, unlessEmpty } from './json-object.ts'
import { writeLegacyBody } from './legacy-body.ts'
import { writeMatchingRules } from './matching-rules.ts'
import { writeProviderStates } from './provider-states.ts'
import { writeQuery } from './query.ts'
import { isBefore } from './specification-version.ts'
import { writeV4Body } from './v4-body.ts'

const TYPES = {
  http: 'Synchronous/HTTP',
  'asynchronous-message': 'Asynchronous/Messages',
  'synchronous-message': 'Synchronous/Messages',
} as const

/** An interaction or message as it stands in a file of a version that can say it. */
export function writeInteraction(interaction: Interaction, specification: PactSpecification): JsonObject {
  const { description, providerStates, others } = interaction
  return inOrder({
    ...others,
    description,
    ...writeProviderStates(providerStates, specification),
    ...(isBefore(specification, '4.0') ? {} : v4Facts(interaction)),
    ...content(interaction, specification),
  })
}

function v4Facts(interaction: Interaction): Record<string, Json | undefined> {
  return {
    type: TYPES[interaction.kind],
    key: interaction.key,
    pending: interaction.isPending,
    comments: unlessEmpty(interaction.comments),
    transport: interaction.transport,
    pluginConfiguration: interaction.pluginConfiguration,
    interactionMarkup: interaction.interactionMarkup,
  }
}

function content(
  interaction: Interaction,
  specification: PactSpecification,
): Record<string, Json | undefined> {
  switch (interaction.kind) {
    case 'http':
      return {
        request: requestToJson(interaction.request, specification),
        response: responseToJson(interaction.response, specification),
      }
    case 'asynchronous-message':
      return messageMembers(interaction.message, specification)
    case 'synchronous-message':
      return {
        request: inOrder(messageMembers(interaction.request, specification)),
        response: interaction.responses.map((message) => inOrder(messageMembers(message, specification))),
      }
  }
}

function requestToJson(request: HttpRequest, specification: PactSpecification): JsonObject {
  const { method, path, query } = request
  return inOrder({
    ...partMembers(request, specification),
    method,
    path,
    query: writeQuery(query, specification),
  })
}

function responseToJson(response: HttpResponse, specification: PactSpecification): JsonObject {
  return inOrder({ ...partMembers(response, specification), status: response.status })
}

function partMembers(part: HttpRequest | HttpResponse, specification: PactSpecification) {
  const { headers, body, rules, generators, others } = part
  return {
    ...others,
    headers: headersToJson(headers, specification),
    body: bodyToJson(body, specification),
    matchingRules: writeMatchingRules(rules, specification),
    generators: writeGenerators(generators),
  }
}

function messageMembers(message: Message, specification: PactSpecification) {
  const { contents, metadata, rules, generators, others } = message
  return {
    ...others,
    contents: bodyToJson(contents, specification),
    metadata: unlessEmpty(metadata),
    matchingRules: writeMatchingRules(rules, specification),
    generators: writeGenerators(generators),
  }
}

function headersToJson(headers: Headers, specification: PactSpecification): JsonObject | undefined {
  return unlessEmpty(writeHeaders(headers, specification))
}

function bodyToJson(body: Body, specification: PactSpecification): ExactJson | undefined {
  if (body.kind === 'missing') return undefined
  return isBefore(specification, '4.0') ? writeLegacyBody(body) : writeV4Body(body)
}
