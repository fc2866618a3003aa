import { type AssayError, configurationError } from '../../errors/assay-error.ts'

/** A scenario that cannot be run as it is written. */
export function scenarioError(
  code: ScenarioErrorCode,
  message: string,
  fix: string,
  cause?: unknown,
): AssayError {
  return configurationError({ code, message, fix, cause })
}

export type ScenarioErrorCode = 'invalid_load' | 'invalid_scenario' | 'unknown_operation' | 'feeder_exhausted'
