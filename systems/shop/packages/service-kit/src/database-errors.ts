// The driver gives these no code.
const AWAY = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/
const AWAY_CODE = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|08|57P0|53300)/
const CANCELLED_STATEMENT = '57014'

/** Whether an error says that the database cannot be reached, which is no fault of what was asked of it. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // With a fatal error the server refuses or ends the connection, whatever its reason.
  const isFatal = 'severity' in error && error.severity === 'FATAL'
  return isFatal || AWAY_CODE.test(codeOf(error)) || AWAY.test(error.message)
}

/** Whether an error says that a statement took too long. */
export function isDatabaseLate(error: unknown): boolean {
  return (
    error instanceof Error &&
    (codeOf(error) === CANCELLED_STATEMENT || error.message === 'Query read timeout')
  )
}

/** Whether an error is the violation of the unique constraint or index of this name. */
export function violatesUnique(error: unknown, constraint: string): boolean {
  return (
    error instanceof Error &&
    codeOf(error) === '23505' &&
    'constraint' in error &&
    error.constraint === constraint
  )
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}
