import {
  buildAsynchronousMessage,
  buildHttpInteraction,
  buildSynchronousMessage,
} from '../../../src/contract/consumer/build-interaction.ts'
import type {
  Given,
  InteractionOptions,
  MessageTemplate,
} from '../../../src/contract/consumer/interaction-options.ts'
import type { JsonObject } from '../../../src/contract/model/json.ts'
import type {
  AsynchronousMessage,
  HttpInteraction,
  Message,
  SynchronousMessage,
} from '../../../src/contract/model/pact.ts'
import type { TypedBody } from './fixtures.ts'
import { readRules } from './interactions.ts'
import { perScenario } from './scenario.ts'
import type { Row } from './tables.ts'

/** What a consumer test says about an interaction, step by step. */
export interface Draft {
  readonly description: string
  readonly given: Given[]
  readonly comments: string[]
  key?: string
  isPending: boolean
}

/** A message of a draft. */
export interface MessageDraft {
  body?: TypedBody
  metadata: JsonObject
  generators?: string
}

export interface AsynchronousDraft extends Draft {
  readonly message: MessageDraft
}

export interface SynchronousDraft extends Draft {
  readonly request: MessageDraft
  readonly responses: MessageDraft[]
}

/** The interactions that the consumer test of the scenario defines. */
export interface Drafts {
  http?: Draft
  message?: AsynchronousDraft
  synchronous?: SynchronousDraft
}

export const drafts = perScenario((): Drafts => ({}))

/** A draft that has been begun. */
export function draftOf<Kind extends keyof Drafts>(kind: Kind): NonNullable<Drafts[Kind]> {
  const draft = drafts()[kind]
  if (draft === undefined) throw new Error(`No interaction of the kind "${kind}" is being defined.`)
  return draft
}

export function newDraft(description: string): Draft {
  return { description, given: [], comments: [], isPending: false }
}

/** A row that says body, metadata and generators. */
export function messageDraft(row: Row, body: TypedBody | undefined): MessageDraft {
  const { metadata = '{}', generators } = row
  return {
    ...(body === undefined ? {} : { body }),
    metadata: JSON.parse(metadata) as JsonObject,
    ...(generators === undefined ? {} : { generators }),
  }
}

export function buildHttp(draft: Draft): HttpInteraction {
  return buildHttpInteraction({ ...optionsOf(draft), request: { method: 'GET', path: '/' }, response: {} })
}

export function buildMessage(draft: AsynchronousDraft): AsynchronousMessage {
  const built = buildAsynchronousMessage({ ...optionsOf(draft), ...templateOf(draft.message) })
  return { ...built, message: withGenerators(built.message, draft.message) }
}

export function buildSynchronous(draft: SynchronousDraft): SynchronousMessage {
  const { request, responses } = draft
  const built = buildSynchronousMessage({
    ...optionsOf(draft),
    request: templateOf(request),
    responses: responses.map(templateOf),
  })
  return {
    ...built,
    request: withGenerators(built.request, request),
    responses: built.responses.map((response, index) => withGenerators(response, responses[index])),
  }
}

function optionsOf({ description, given, comments, key, isPending }: Draft): InteractionOptions {
  return { description, given, comments, pending: isPending, ...(key === undefined ? {} : { key }) }
}

function templateOf({ body, metadata }: MessageDraft): MessageTemplate {
  if (body === undefined) return { metadata }
  return { contents: body.bytes, metadata: { contentType: body.contentType, ...metadata } }
}

/** Fixtures have generators as they stand in a pact. */
function withGenerators(message: Message, draft: MessageDraft | undefined): Message {
  const { generators } = draft ?? {}
  return generators === undefined ? message : { ...message, generators: readRules({ generators }).generators }
}
