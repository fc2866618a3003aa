import { AssayError, messageOf } from './assay-error.ts'

/**
 * The text a person reads. An {@link AssayError} becomes its sentence, its evidence, its fix and
 * its code; anything else is a defect of Assay itself and keeps its stack.
 *
 * @example
 * formatError(configurationError({ code: 'empty_system', message: 'The system has no services.' }))
 * // 'The system has no services.\n  (empty_system)'
 */
export function formatError(thrown: unknown): string {
  if (!(thrown instanceof AssayError)) return formatDefect(thrown)
  const lines = [thrown.message]
  for (const line of thrown.evidence) lines.push(`  ${line}`)
  const cause = causeLine(thrown)
  if (cause !== undefined) lines.push(`  cause: ${cause}`)
  if (thrown.fix !== undefined) lines.push(`  fix: ${thrown.fix}`)
  lines.push(`  (${thrown.code})`)
  return lines.join('\n')
}

function causeLine(error: AssayError): string | undefined {
  if (error.cause === undefined) return undefined
  const text = messageOf(error.cause)
  const isAlreadySaid = error.message.includes(text) || error.evidence.some((line) => line.includes(text))
  return isAlreadySaid ? undefined : text
}

function formatDefect(thrown: unknown): string {
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  return `Assay failed in a way it did not foresee. Please report this:\n${stack}\n  (internal_error)`
}
