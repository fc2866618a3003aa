import type { JsonObject } from '../model/json.ts'
import { objectsAt, textAt } from './hal.ts'

/** A sentence that a broker has for the person who asked. */
export interface BrokerNotice {
  /** `debug`, `info`, `warning`, `prompt`, `success`, `error` or `danger`. */
  readonly type: string
  readonly text: string
}

/** The notices of an answer, in its order. */
export function noticesIn(answer: JsonObject): readonly BrokerNotice[] {
  return objectsAt(answer, 'notices').flatMap((notice) => {
    const text = textAt(notice, 'text')
    return text === undefined ? [] : [{ type: textAt(notice, 'type') ?? 'info', text }]
  })
}
