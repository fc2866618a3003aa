import type { FuzzBody, FuzzRequest, HeaderList, JsonTree, XmlTree } from './fuzz-case.ts'

/** The text of a body; `undefined` when there is none. */
export function bodyText(body: FuzzBody): string | undefined {
  switch (body.format) {
    case 'json':
      return jsonText(body.value)
    case 'xml':
      return xmlText(body.root)
    case 'form':
      return body.fields
        .map(([name, value]) => (value === null ? encode(name) : `${encode(name)}=${encode(value)}`))
        .join('&')
    case 'text':
      return body.text
    case 'empty':
      return ''
    case 'none':
      return undefined
  }
}

export function jsonText(tree: JsonTree): string {
  if (typeof tree === 'string') return tree
  if ('members' in tree) {
    return `{${tree.members.map(([name, value]) => `${JSON.stringify(name)}:${jsonText(value)}`).join(',')}}`
  }
  return `[${tree.map(jsonText).join(',')}]`
}

export function contentTypeIn(headers: HeaderList): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1][0]
}

export function queryText(query: FuzzRequest['query']): string {
  const pairs = query.flatMap(([name, values]) =>
    values.map((value) => (value === null ? encode(name) : `${encode(name)}=${encode(value)}`)),
  )
  return pairs.join('&')
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('%20', '+')
}

function xmlText({ name, attributes, children }: XmlTree): string {
  const start = `${name}${attributes.map(([attribute, value]) => ` ${attribute}="${escapeXml(value)}"`).join('')}`
  if (children.length === 0) return `<${start}/>`
  const inside = children.map((child) => (typeof child === 'string' ? escapeXml(child) : xmlText(child)))
  return `<${start}>${inside.join('')}</${name}>`
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
