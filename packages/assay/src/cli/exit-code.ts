import { AssayError } from '../errors/assay-error.ts'

/** What a command ends with. Scripts depend on these numbers. */
export const ExitCode = {
  ship: 0,
  doNotShip: 1,
  infrastructure: 2,
  configuration: 3,
  interrupted: 130,
} as const

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]

export function exitCodeOf(error: unknown): ExitCode {
  const isConfiguration = error instanceof AssayError && error.fault === 'configuration'
  return isConfiguration ? ExitCode.configuration : ExitCode.infrastructure
}
