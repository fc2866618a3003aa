import type { Json, JsonObject } from '../../src/contract/model/json.ts'

/**
 * A JSON value whose scalars are as they are written: `1.0` is not `1`, and a member may stand there
 * twice.
 */
export type JsonTree = string | readonly JsonTree[] | JsonMembers

export interface JsonMembers {
  readonly members: readonly (readonly [name: string, value: JsonTree])[]
}

export interface XmlTree {
  readonly name: string
  readonly attributes: readonly (readonly [name: string, value: string])[]
  readonly children: readonly (XmlTree | XmlMarkup | string)[]
}

/** A comment, an instruction, or a text in a form of its own. */
export interface XmlMarkup {
  readonly markup: string
}

/** A part of a multipart body: a field of a form, or a file. */
export interface FuzzPart {
  readonly name: string
  readonly contentType: string | undefined
  readonly isFile: boolean
  readonly content: string
}

export type FuzzBody =
  | { readonly format: 'json'; readonly value: JsonTree }
  | { readonly format: 'xml'; readonly root: XmlTree }
  | { readonly format: 'form'; readonly fields: readonly (readonly [name: string, value: string | null])[] }
  | { readonly format: 'multipart'; readonly parts: readonly FuzzPart[] }
  | { readonly format: 'text'; readonly text: string }
  | { readonly format: 'bytes'; readonly base64: string }
  | { readonly format: 'none' | 'empty' }

/** The rules for one place, as version 3 and 4 of the specification write them. */
export interface RuleListJson {
  readonly combine: 'AND' | 'OR'
  readonly matchers: readonly JsonObject[]
}

export type NamedRules = Readonly<Record<string, RuleListJson>>

export interface FuzzRules {
  readonly body?: NamedRules
  readonly header?: NamedRules
  readonly query?: NamedRules
  readonly metadata?: NamedRules
  readonly path?: RuleListJson
  readonly status?: RuleListJson
}

export interface FuzzMessage {
  readonly body: FuzzBody
  readonly metadata: Readonly<Record<string, Json>>
}

export type HeaderList = readonly (readonly [name: string, values: readonly string[]])[]

export interface FuzzRequest {
  readonly method: string
  readonly path: string
  readonly query: readonly (readonly [name: string, values: readonly (string | null)[]])[]
  readonly headers: HeaderList
  readonly body: FuzzBody
}

export interface FuzzResponse {
  readonly status: number
  readonly headers: HeaderList
  readonly body: FuzzBody
}

interface CaseOf<Kind extends string, Part> {
  readonly kind: Kind
  readonly expected: Part
  readonly actual: Part
  readonly rules: FuzzRules
}

export type MessageCase = CaseOf<'message', FuzzMessage>
export type RequestCase = CaseOf<'request', FuzzRequest>
export type ResponseCase = CaseOf<'response', FuzzResponse>

/** What is expected, what came, and the rules by which they are compared. */
export type FuzzCase = MessageCase | RequestCase | ResponseCase

/** What an engine says of a case. */
export interface Outcome {
  /** `refused`: the pact was not accepted. `crashed`: the engine did not survive it. */
  readonly verdict: 'match' | 'mismatch' | 'refused' | 'crashed'
  /** Absent when it does not say what is wrong. */
  readonly found?: readonly Found[]
}

/** Something that an engine has found wrong. */
export interface Found {
  /** `body $.a`, `header accept`, `status`. */
  readonly place: string
  readonly sentence: string
}
