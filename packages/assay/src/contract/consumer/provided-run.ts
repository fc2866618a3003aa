import { inject } from 'vitest'

/** What a run of Assay, or its plugin, tells every worker. */
export interface ProvidedRun {
  /** The folder of the definition. */
  readonly directory: string
  /** Makes generated data the same again. */
  readonly seed: string
}

/** `undefined` under a Vitest that knows nothing of Assay. */
export function providedRun(): ProvidedRun | undefined {
  return inject('assay') as ProvidedRun | undefined
}
