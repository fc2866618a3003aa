const MOST_CHARACTERS = 300

/** Why something could not be measured, in one line: a failed command says it at the end of its output. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const line = message.trim().replaceAll(/\s*\n\s*/g, ' | ')
  return line.length <= MOST_CHARACTERS ? line : `… ${line.slice(-MOST_CHARACTERS)}`
}
