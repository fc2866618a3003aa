import { nearest } from '../base/nearest.ts'
import { configurationError } from '../errors/assay-error.ts'
import { isLevel, LEVELS, type Level } from '../model/level.ts'
import type { Selection } from '../model/run-result.ts'
import type { System } from '../model/system.ts'

export const DEFAULT_CHANGED_SINCE = 'main'

export interface SelectionFlags {
  readonly service: readonly string[]
  readonly tag: readonly string[]
  readonly name?: string
  readonly changed?: string | true
}

/** What was asked for, checked against the system. */
export function selectionFrom(levels: readonly string[], flags: SelectionFlags, system: System): Selection {
  for (const name of flags.service) requireService(name, system)
  const since = flags.changed === true ? DEFAULT_CHANGED_SINCE : flags.changed
  return {
    levels: levels.map(requireLevel),
    services: flags.service,
    tags: flags.tag,
    name: flags.name,
    changedSince: since,
  }
}

export function requireLevel(text: string): Level {
  if (isLevel(text)) return text
  const guess = nearest(text, LEVELS)
  throw configurationError({
    code: 'unknown_level',
    message: `There is no level "${text}".`,
    evidence: [`levels: ${LEVELS.join(', ')}`],
    fix: guess === undefined ? 'name one of them' : `did you mean "${guess}"?`,
  })
}

export function requireService(name: string, system: System): void {
  if (system.services.has(name) || name === system.name) return
  const guess = nearest(name, system.services.keys())
  throw configurationError({
    code: 'unknown_service',
    message: `The system has no service "${name}".`,
    evidence: [`services: ${[...system.services.keys()].join(', ')}`],
    fix: guess === undefined ? 'name one of them' : `did you mean "${guess}"?`,
  })
}
