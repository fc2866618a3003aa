import type { Interaction, InteractionFacts, SynchronousMessage } from '../model/pact.ts'
import { isJsonObject, otherMembers } from './json-object.ts'
import { at, failAt, itemsOf, looseObjectOf, type PactNode, textOf, warnAt } from './pact-node.ts'
import { readProviderStates, STATE_MEMBERS } from './provider-states.ts'
import { readRequest, readResponse } from './read-http.ts'
import { MESSAGE_MEMBERS, readMessage, readMessageIn } from './read-message.ts'

const FACT_MEMBERS = ['description', ...STATE_MEMBERS]
const V4_MEMBERS = [
  ...['type', 'key', 'pending', 'comments', 'transport', 'pluginConfiguration', 'interactionMarkup'],
  ...FACT_MEMBERS,
]
const HTTP_MEMBERS = ['request', 'response']

/** One of the `interactions`. */
export function readInteraction(node: PactNode): Interaction {
  if (!isJsonObject(node.value)) return failAt(node, 'an interaction is not an object')
  return node.reading.specification === '4.0' ? readV4Interaction(node) : readHttp(node, FACT_MEMBERS)
}

/** One of the `messages` of version 3. */
export function readMessageInteraction(node: PactNode): Interaction {
  if (!isJsonObject(node.value)) return failAt(node, 'a message is not an object')
  return readAsynchronous(node, FACT_MEMBERS)
}

function readV4Interaction(node: PactNode): Interaction {
  const type = textOf(at(node, 'type'))
  switch (type) {
    case 'Synchronous/HTTP':
      return readHttp(node, V4_MEMBERS)
    case 'Asynchronous/Messages':
      return readAsynchronous(node, V4_MEMBERS)
    case 'Synchronous/Messages':
      return readSynchronous(node)
    default: {
      const known = 'Synchronous/HTTP, Asynchronous/Messages, Synchronous/Messages'
      if (type === undefined) return failAt(node, `it has no "type"; the types are ${known}`)
      return failAt(at(node, 'type'), `no interaction is of type "${type}"; the types are ${known}`)
    }
  }
}

function readHttp(node: PactNode, known: readonly string[]): Interaction {
  return {
    kind: 'http',
    ...readFacts(node, [...known, ...HTTP_MEMBERS]),
    request: readRequest(at(node, 'request')),
    response: readResponse(at(node, 'response')),
  }
}

function readAsynchronous(node: PactNode, known: readonly string[]): Interaction {
  const facts = readFacts(node, [...known, ...MESSAGE_MEMBERS])
  return { kind: 'asynchronous-message', ...facts, message: readMessageIn(node) }
}

/** There may be one response, or a list of them. */
function readSynchronous(node: PactNode): SynchronousMessage {
  const response = at(node, 'response')
  const responses = isJsonObject(response.value) ? [response] : itemsOf(response)
  return {
    kind: 'synchronous-message',
    ...readFacts(node, [...V4_MEMBERS, ...HTTP_MEMBERS]),
    request: readMessage(at(node, 'request')),
    responses: responses.map(readMessage),
  }
}

function readFacts(node: PactNode, known: readonly string[]): InteractionFacts {
  const own = (name: string) => (known.includes(name) ? at(node, name) : at(node, ''))
  const { value: pending } = own('pending')
  if (pending !== undefined && typeof pending !== 'boolean') {
    warnAt(at(node, 'pending'), 'it is neither true nor false; the interaction is not pending')
  }
  return {
    description: textOf(at(node, 'description')) ?? `Interaction ${node.path.at(-1)}`,
    providerStates: readProviderStates(node),
    key: textOf(own('key')),
    isPending: pending === true,
    comments: looseObjectOf(own('comments')) ?? {},
    transport: textOf(own('transport')),
    pluginConfiguration: looseObjectOf(own('pluginConfiguration')),
    interactionMarkup: own('interactionMarkup').value,
    others: otherMembers(node.value, known),
  }
}
