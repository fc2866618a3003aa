import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PactSpecification } from '../../../src/contract/model/pact.ts'
import type { FuzzMessage, FuzzRequest, FuzzResponse, HeaderList } from '../fuzz-case.ts'
import type { FuzzInteraction, FuzzPact, Ruled } from '../fuzz-pact.ts'
import { bodyBytes, contentTypeIn } from '../render-body.ts'
import { library, SPECIFICATIONS } from './native-library.ts'

const [REQUEST, RESPONSE] = [0, 1] as const
type Side = typeof REQUEST | typeof RESPONSE

/** Has pact-core write a pact. */
export async function writeWithCore(
  { specification, interactions }: FuzzPact,
  directory: string,
): Promise<string> {
  using pact = newPact(specification)
  for (const interaction of interactions) addInteraction(pact.handle, interaction)
  return pact.write(directory)
}

/**
 * Has pact-core read a pact and write it again: what it has not understood is not in it. Of what it
 * cannot read, `null`: some files of version 1 and 2 that it has written itself are among that.
 */
export async function rewriteWithCore(text: string, directory: string): Promise<string | null> {
  const { metadata, consumer } = JSON.parse(text)
  const version: string = metadata.pactSpecification.version
  const specification = VERSIONS.find((one) => version.startsWith(one))
  if (specification === undefined) throw new Error(`There is no version ${version} of the specification.`)
  using pact = newPact(specification, consumer.name)
  await writeFile(join(directory, pact.file), text)
  const code = library.pactffi_pact_handle_write_file(pact.handle, directory, 0)
  return code === 0 ? readFile(join(directory, pact.file), 'utf8') : null
}

const VERSIONS = Object.keys(SPECIFICATIONS) as PactSpecification[]
const PROVIDER = 'orders'

let consumers = 0
function nextConsumer(): string {
  consumers += 1
  return `web-${consumers}`
}

/** A pact of pact-core, by default with a consumer, and so a file, of its own. */
export function newPact(specification: PactSpecification, consumer: string = nextConsumer()) {
  const file = `${consumer}-${PROVIDER}.json`
  const handle = library.pactffi_new_pact(consumer, PROVIDER)
  library.pactffi_with_specification(handle, SPECIFICATIONS[specification])
  return {
    handle,
    file,
    write(directory: string): Promise<string> {
      const code = library.pactffi_pact_handle_write_file(handle, directory, 1)
      if (code !== 0) throw new Error(`pact-core could not write the pact: ${code}.`)
      return readFile(join(directory, file), 'utf8')
    },
    [Symbol.dispose]: () => library.pactffi_free_pact_handle(handle),
  }
}

function addInteraction(pact: number, interaction: FuzzInteraction): void {
  const { description } = interaction
  switch (interaction.kind) {
    case 'http': {
      const handle = library.pactffi_new_interaction(pact, description)
      addFacts(handle, interaction)
      addRequest(handle, interaction.request)
      addResponse(handle, interaction.response)
      return
    }
    case 'message': {
      const handle = library.pactffi_new_message_interaction(pact, description)
      addFacts(handle, interaction)
      addMessage(handle, REQUEST, interaction.message)
      return
    }
    case 'synchronous-message': {
      const handle = library.pactffi_new_sync_message_interaction(pact, description)
      addFacts(handle, interaction)
      addMessage(handle, REQUEST, interaction.request)
      addMessage(handle, RESPONSE, interaction.response)
    }
  }
}

function addFacts(
  handle: number,
  { states, key, isPending, comments, testName, reference }: FuzzInteraction,
): void {
  for (const { name, params } of states) {
    library.pactffi_given_with_params(handle, name, JSON.stringify(params))
  }
  if (key !== undefined) library.pactffi_set_key(handle, key)
  if (isPending) library.pactffi_set_pending(handle, 1)
  for (const comment of comments) library.pactffi_add_text_comment(handle, comment)
  if (testName !== undefined) library.pactffi_interaction_test_name(handle, testName)
  if (reference !== undefined) library.pactffi_add_interaction_reference(handle, ...reference)
}

/** Adds a request that a mock server, too, can be started with. Returns whether its rules were accepted. */
export function addRequest(handle: number, { part, ...ruled }: Ruled<FuzzRequest>): boolean {
  library.pactffi_with_request(handle, part.method, part.path)
  for (const [name, values] of part.query) {
    for (const [index, value] of values.entries()) {
      const json = value === null ? null : JSON.stringify({ value })
      library.pactffi_with_query_parameter_v2(handle, name, BigInt(index), json as string)
    }
  }
  addHeaders(handle, REQUEST, part.headers)
  addBody(handle, REQUEST, { body: part.body, contentType: contentTypeIn(part.headers) })
  return addRules(handle, REQUEST, ruled)
}

function addResponse(handle: number, { part, ...ruled }: Ruled<FuzzResponse>): void {
  library.pactffi_response_status_v2(handle, String(part.status))
  addHeaders(handle, RESPONSE, part.headers)
  addBody(handle, RESPONSE, { body: part.body, contentType: contentTypeIn(part.headers) })
  addRules(handle, RESPONSE, ruled)
}

function addMessage(handle: number, side: Side, { part, ...ruled }: Ruled<FuzzMessage>): void {
  const { contentType, ...metadata } = part.metadata
  addBody(handle, side, { body: part.body, contentType: contentType as string | undefined })
  for (const [key, value] of Object.entries(metadata)) {
    library.pactffi_with_metadata(handle, key, JSON.stringify(value), side)
  }
  addRules(handle, side, ruled)
}

function addHeaders(handle: number, side: Side, headers: HeaderList): void {
  for (const [name, value] of headers) {
    library.pactffi_with_header_v2(handle, side, name, 0n, JSON.stringify({ value }))
  }
}

interface Content {
  readonly body: FuzzRequest['body']
  readonly contentType: string | undefined
}

function addBody(handle: number, side: Side, { body, contentType = 'text/plain' }: Content): void {
  const bytes = bodyBytes(body)
  if (bytes === undefined) return
  if (body.format === 'bytes' || body.format === 'multipart') {
    library.pactffi_with_binary_body(handle, side, contentType, bytes, BigInt(bytes.length))
  } else library.pactffi_with_body(handle, side, contentType, bytes.toString())
}

function addRules(handle: number, side: Side, { rules, generators }: Omit<Ruled<unknown>, 'part'>): boolean {
  if (Object.keys(generators).length > 0) {
    library.pactffi_with_generators(handle, side, JSON.stringify(generators))
  }
  return Boolean(library.pactffi_with_matching_rules(handle, side, JSON.stringify(rules)))
}
