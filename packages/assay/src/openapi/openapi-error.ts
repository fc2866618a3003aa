import { type AssayError, configurationError } from '../errors/assay-error.ts'

/** One thing wrong with a document: where (`openapi.json#/paths/~1orders`) and what. */
export interface DocumentProblem {
  readonly place: string
  readonly text: string
}

/** A file of a document, and the place of the reference that led to it. */
export interface Source {
  readonly file: string
  readonly referredFrom?: string
}

/** The longest list of problems that is told at once. */
const MAX_TOLD = 20

export function unreadableDocument(source: Source, reason: string, cause: unknown): AssayError {
  const { file, referredFrom } = source
  return configurationError({
    code: 'openapi_unreadable',
    message: `The OpenAPI document ${file} cannot be read: ${reason}.`,
    evidence: referredFrom === undefined ? [] : [`referred to from: ${referredFrom}`],
    fix: 'correct the path, or what is in the file',
    cause,
  })
}

/** Several problems are told together, so that nobody mends one at a time. */
export function invalidDocument(file: string, problems: readonly DocumentProblem[]): AssayError {
  const lines = problems.map(({ place, text }) => `${place}: ${text}`)
  const untold = lines.length - MAX_TOLD
  return configurationError({
    code: 'openapi_invalid',
    message: `The OpenAPI document ${file} has ${lines.length === 1 ? 'a problem' : `${lines.length} problems`}.`,
    evidence: [...lines.slice(0, MAX_TOLD), ...(untold > 0 ? [`… and ${untold} more`] : [])],
    fix: 'correct the document at each place named above',
  })
}
