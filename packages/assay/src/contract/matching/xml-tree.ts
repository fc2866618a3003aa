import { SaxesParser } from 'saxes'

/** An element of an XML document. Names have the URI of their namespace before them: `urn:a:name`. */
export interface XmlElement {
  readonly name: string
  readonly localName: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** The texts between the children, each without the spaces around it. */
  readonly text: string
  /** Elements, texts, comments and instructions. */
  readonly nodeCount: number
}

export type ReadXml = { readonly root: XmlElement } | { readonly problem: string }

interface OpenElement {
  readonly name: string
  readonly localName: string
  readonly attributes: Map<string, string>
  readonly children: XmlElement[]
  text: string
  nodeCount: number
}

const MOST_DEPTH = 1_000

/** Reads an XML document. Entities other than the five of XML are not resolved. */
export function readXml(text: string): ReadXml {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const open: OpenElement[] = []
  let root: XmlElement | undefined
  let problem: string | undefined
  const addText = (content: string) => {
    const top = open.at(-1)
    if (top === undefined) return
    top.text += content.trim()
    top.nodeCount += 1
  }
  parser.on('error', (error) => {
    problem ??= error.message
  })
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('comment', () => countNode(open))
  parser.on('processinginstruction', () => countNode(open))
  parser.on('opentag', (tag) => {
    countNode(open)
    if (open.length >= MOST_DEPTH) problem ??= `elements are nested more than ${MOST_DEPTH} deep`
    open.push(openElement(tag))
  })
  parser.on('closetag', () => {
    const closed = open.pop()
    if (closed === undefined) return
    const parent = open.at(-1)
    if (parent === undefined) root = closed
    else parent.children.push(closed)
  })
  parser.write(text).close()
  if (problem !== undefined) return { problem }
  return root === undefined ? { problem: 'there is no element' } : { root }
}

function countNode(open: readonly OpenElement[]): void {
  const top = open.at(-1)
  if (top !== undefined) top.nodeCount += 1
}

interface Tag {
  readonly local: string
  readonly uri: string
  readonly attributes: Readonly<Record<string, unknown>>
}

function openElement({ local, uri, attributes }: Tag): OpenElement {
  const named = Object.values(attributes as Readonly<Record<string, Attribute>>)
    // What declares a namespace is not data.
    .filter(({ name, prefix }) => name !== 'xmlns' && prefix !== 'xmlns')
    .map((attribute) => [qualified(attribute.uri, attribute.local), attribute.value] as const)
  return {
    name: qualified(uri, local),
    localName: local,
    attributes: new Map(named.sort(([left], [right]) => (left < right ? -1 : 1))),
    children: [],
    text: '',
    nodeCount: 0,
  }
}

interface Attribute {
  readonly name: string
  readonly prefix: string
  readonly local: string
  readonly uri: string
  readonly value: string
}

function qualified(uri: string, local: string): string {
  return uri === '' ? local : `${uri}:${local}`
}
