import type { JsonObject } from '../model/json.ts'

/** One result of the comparator, as far as it is about HTTP. */
export interface ComparatorResult {
  readonly code: string
  readonly message: string
  readonly type: 'error' | 'warning' | 'info'
  readonly mockDetails?: { readonly location: string; readonly value: unknown }
  readonly specDetails?: {
    readonly location: string
    readonly pathMethod?: string | null
    readonly pathName?: string | null
    readonly value: unknown
  }
}

export interface Comparator {
  compare(pact: JsonObject): AsyncIterable<ComparatorResult>
}

interface ComparatorModule {
  readonly Comparator: new (options: { readonly oas: object }) => Comparator
}

/** The declarations of the package name files that it does not have, so its types are those above. */
const PACKAGE: string = '@pactflow/openapi-pact-comparator'

/** Makes a comparator for one document, which it changes. The package takes 60 ms to load, when it is needed. */
export async function createComparator(oas: object): Promise<Comparator> {
  const { Comparator } = (await import(PACKAGE)) as ComparatorModule
  return new Comparator({ oas })
}
