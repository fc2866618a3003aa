import type { FuzzBody, FuzzPart, FuzzRequest, HeaderList, JsonTree, XmlTree } from './fuzz-case.ts'

/** The bytes of a body; `undefined` when there is none. */
export function bodyBytes(body: FuzzBody): Buffer | undefined {
  if (body.format === 'bytes') return Buffer.from(body.base64, 'base64')
  const text = bodyText(body)
  return text === undefined ? undefined : Buffer.from(text)
}

/** The text of a body, base64 for bytes; `undefined` when there is none. */
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
    case 'multipart':
      return multipartText(body.parts)
    case 'text':
      return body.text
    case 'bytes':
      return body.base64
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

const BOUNDARY = 'XX'
export const MULTIPART_TYPE = `multipart/form-data; boundary=${BOUNDARY}`

function multipartText(parts: readonly FuzzPart[]): string {
  const texts = parts.map(({ name, contentType, isFile, content }) => {
    const disposition = `Content-Disposition: form-data; name="${name}"${isFile ? '; filename="f"' : ''}`
    const head = contentType === undefined ? disposition : `${disposition}\r\nContent-Type: ${contentType}`
    return `--${BOUNDARY}\r\n${head}\r\n\r\n${content}\r\n`
  })
  return `${texts.join('')}--${BOUNDARY}--\r\n`
}

function xmlText({ name, attributes, children }: XmlTree): string {
  const start = `${name}${attributes.map(([attribute, value]) => ` ${attribute}="${escapeXml(value)}"`).join('')}`
  if (children.length === 0) return `<${start}/>`
  const inside = children.map((child) => {
    if (typeof child === 'string') return escapeXml(child)
    return 'markup' in child ? child.markup : xmlText(child)
  })
  return `<${start}>${inside.join('')}</${name}>`
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
