import { inject } from 'vitest'

/** What a run of Assay, or its plugin, tells every worker. */
export interface ProvidedRun {
  /** The folder of the definition. */
  readonly directory: string
  /** The folder of pact files that the definition names. */
  readonly pacts: string
  /** Makes generated data the same again. */
  readonly seed: string
}

/** `undefined` under a Vitest that knows nothing of Assay, and where there is no Vitest. */
export function providedRun(): ProvidedRun | undefined {
  try {
    return inject('assay') as ProvidedRun | undefined
  } catch {
    // It is imported by something else than a test.
    return undefined
  }
}
