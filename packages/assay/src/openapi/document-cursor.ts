import { dereference } from './dereference.ts'
import { isJsonObject, type JsonObject } from './json.ts'
import { type Place, toPointer } from './json-pointer.ts'
import type { DocumentProblem } from './openapi-error.ts'

/** A node of a document, with its references followed, and where it is: what reads it can say what is wrong. */
export interface Cursor {
  /** The node as it stands: perhaps a reference. */
  readonly written: unknown
  /** What the node stands for. */
  readonly value: unknown
  /** The node below; its value is `undefined` when there is none. */
  at(key: string): Cursor
  /** The members of an object, extensions (`x-…`) left out; a node of another kind is reported. */
  members(): [name: string, member: Cursor][]
  /** The items of an array; a node of another kind is reported. */
  items(): Cursor[]
  report(text: string): void
}

/** A cursor at the root of a document; what is reported is added to `problems`. */
export function cursorAtRoot(root: JsonObject, problems: DocumentProblem[]): Cursor {
  return cursorAt([], root, { root, problems })
}

interface Reading {
  readonly root: JsonObject
  readonly problems: DocumentProblem[]
}

function cursorAt(place: Place, node: unknown, reading: Reading): Cursor {
  const value = dereference(reading.root, node)
  const report = (text: string) => {
    reading.problems.push({ place: toPointer(place), text })
  }
  const below = (key: string | number, child: unknown) => cursorAt([...place, key], child, reading)
  return {
    written: node,
    value,
    report,
    at: (key) => below(key, isJsonObject(value) ? value[key] : undefined),
    members() {
      if (isJsonObject(value)) {
        const own = Object.entries(value).filter(([name]) => !name.startsWith('x-'))
        return own.map(([name, child]) => [name, below(name, child)])
      }
      if (value !== undefined) report('it is not an object')
      return []
    },
    items() {
      if (Array.isArray(value)) return value.map((child, index) => below(index, child))
      if (value !== undefined) report('it is not an array')
      return []
    },
  }
}
