import { type DataTable, Given } from '@cucumber/cucumber'
import { bodyOf } from '../support/bodies.ts'
import { type Drafts, draftOf, drafts, messageDraft, newDraft } from '../support/drafts.ts'
import { metadataOf, parametersOf, type Row, refuseOthers, rowOf } from '../support/tables.ts'

/** How features call the kinds of interactions. */
const INTERACTIONS: readonly (readonly [name: string, kind: keyof Drafts])[] = [
  ['HTTP interaction', 'http'],
  ['message interaction', 'message'],
  ['synchronous message interaction', 'synchronous'],
]
const STATES: readonly (readonly [words: string, kind: keyof Drafts])[] = [
  ['', 'http'],
  [' for the message', 'message'],
  [' for the synchronous message', 'synchronous'],
]

Given('an integration is being defined for a consumer test', defineHttp)
Given('an HTTP interaction is being defined for a consumer test', defineHttp)
Given('a message integration is being defined for a consumer test', defineMessage)
Given('a message interaction is being defined for a consumer test', defineMessage)
Given('a synchronous message interaction is being defined for a consumer test', () => {
  drafts().synchronous = { ...newDraft('a conversation'), request: { metadata: {} }, responses: [] }
})

for (const [name, kind] of INTERACTIONS) {
  Given(`a key of {string} is specified for the ${name}`, (key: string) => {
    draftOf(kind).key = key
  })
  Given(`the ${name} is marked as pending`, () => {
    draftOf(kind).isPending = true
  })
  Given(`a comment {string} is added to the ${name}`, (comment: string) => {
    draftOf(kind).comments.push(comment)
  })
}

for (const [words, kind] of STATES) {
  Given(`a provider state {string}${words} is specified`, (name: string) => {
    draftOf(kind).given.push(name)
  })
  Given(
    `a provider state {string}${words} is specified with the following data:`,
    (name: string, table: DataTable) => {
      draftOf(kind).given.push({ name, params: parametersOf(table) })
    },
  )
}

Given('a message is defined', () => {
  draftOf('message').message.body = bodyOf('a message')
})

Given('the message payload contains the {string} JSON document', (name: string) => {
  draftOf('message').message.body = bodyOf(`file: ${name}.json`)
})

Given('the message contains the following metadata:', (table: DataTable) => {
  const { message } = draftOf('message')
  message.metadata = { ...message.metadata, ...metadataOf(table) }
})

Given('the message is configured with the following:', (table: DataTable) => {
  Object.assign(draftOf('message').message, configured(rowOf(table)))
})

Given('the message request payload contains the {string} JSON document', (name: string) => {
  draftOf('synchronous').request.body = bodyOf(`file: ${name}.json`)
})

Given('the message request contains the following metadata:', (table: DataTable) => {
  const { request } = draftOf('synchronous')
  request.metadata = { ...request.metadata, ...metadataOf(table) }
})

Given('the message request is configured with the following:', (table: DataTable) => {
  Object.assign(draftOf('synchronous').request, configured(rowOf(table)))
})

Given('the message response payload contains the {string} document', (cell: string) => {
  draftOf('synchronous').responses.push({ body: bodyOf(cell), metadata: {} })
})

Given('the message response is configured with the following:', (table: DataTable) => {
  draftOf('synchronous').responses.push(configured(rowOf(table)))
})

function defineHttp(): void {
  drafts().http = newDraft('an interaction')
}

function defineMessage(): void {
  drafts().message = { ...newDraft('a message'), message: { metadata: {} } }
}

function configured(row: Row) {
  refuseOthers(row, ['body', 'generators', 'metadata'])
  const { body } = row
  return messageDraft(row, body === undefined ? undefined : bodyOf(body))
}
