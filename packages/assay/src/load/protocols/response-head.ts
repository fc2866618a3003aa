import type { Dispatcher } from 'undici'

/** Headers of an answer, as undici gives them. */
export type ResponseHeaders = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2]

/** The head of an answer as text: a start line, and header lines with names in lower case. */
export function headText(start: string, headers: ResponseHeaders): string {
  let text = `${start}\r\n`
  for (const [name, values = ''] of Object.entries(headers)) {
    for (const value of [values].flat()) text += `${name}: ${value}\r\n`
  }
  return text
}
