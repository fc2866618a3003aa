import type { Command } from 'commander'
import { invalidFlag } from './invalid-flag.ts'

/**
 * Refuses options of a command with an empty value: most often a script has taken it from a variable that
 * is not set, and the command would do something else than what is meant.
 *
 * @param mayBeEmpty those for which it says something, as `--filter-state`
 */
export function refuseEmptyValues(command: Command, mayBeEmpty: readonly string[] = []): void {
  for (const option of command.options) {
    const flag = option.long ?? option.flags
    if (mayBeEmpty.includes(flag)) continue
    command.on(`option:${option.name()}`, (value: unknown) => {
      if (typeof value === 'string' && value.trim() === '')
        throw invalidFlag(
          `${flag} is empty.`,
          'give a value, or leave it out; a variable may not be set that should be',
        )
    })
  }
}
