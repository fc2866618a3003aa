/** What a request may carry: an object becomes JSON, `URLSearchParams` a form. */
export type RequestBody = object | string | URLSearchParams | FormData | Uint8Array<ArrayBuffer>

export interface EncodedBody {
  readonly body: string | URLSearchParams | FormData | Uint8Array<ArrayBuffer> | undefined
  readonly contentType: string | undefined
  /** How it is shown to people. */
  readonly shown: string | undefined
}

export function encodeBody(body: RequestBody | undefined): EncodedBody {
  if (body === undefined) return { body: undefined, contentType: undefined, shown: undefined }
  if (typeof body === 'string') return { body, contentType: undefined, shown: body }
  if (body instanceof URLSearchParams) return { body, contentType: undefined, shown: body.toString() }
  if (body instanceof FormData) return { body, contentType: undefined, shown: '(multipart form)' }
  if (body instanceof Uint8Array) {
    return { body, contentType: 'application/octet-stream', shown: `(${body.byteLength} bytes)` }
  }
  const json = JSON.stringify(body)
  return { body: json, contentType: 'application/json', shown: json }
}

/** The JSON value of a body that says it is JSON and is; the text otherwise; `undefined` when empty. */
export function decodeBody(text: string, contentType: string | undefined): unknown {
  if (text === '') return undefined
  if (contentType === undefined || !/[/+]json\b/.test(contentType)) return text
  try {
    return JSON.parse(text)
  } catch {
    // The test gets what was sent: a body that lies about its type is a finding of its own.
    return text
  }
}
