import type { OutgoingHttpHeaders } from 'node:http'
import type { HeaderList } from '../fuzz-case.ts'

/** A header with several values is sent as several lines. */
export function sentHeaders(headers: HeaderList): OutgoingHttpHeaders {
  return Object.fromEntries(headers.map(([name, values]) => [name, [...values]]))
}
