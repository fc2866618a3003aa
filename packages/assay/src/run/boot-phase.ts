import { type EnvironmentRequest, outlinesOf, wholeSystem } from '../lifecycle/environment-request.ts'
import {
  attachWarmSystem,
  endingWith,
  openOwnSystem,
  type RunningSystem,
} from '../lifecycle/running-system.ts'
import { type Level, scopeOf } from '../model/level.ts'
import type { EmitRunEvent } from '../model/run-event.ts'
import type { RunOptions } from './run-options.ts'

/**
 * Opens the system that the run's tests lease from: the warm one if it fits, else one of its own.
 * Environments that it has to boot come later; this takes milliseconds.
 */
export async function openSystem(
  options: RunOptions,
  logDirectory: string,
  emit: EmitRunEvent,
): Promise<RunningSystem> {
  const { system, inherited, signal } = options
  const open = { system, logDirectory, inherited, emit }
  return endingWith((await attachWarmSystem(open)) ?? (await openOwnSystem(open)), signal)
}

/** Boots the whole system when a level needs it, and tells how long that took. */
export async function bootSystem(
  running: RunningSystem,
  levels: readonly Level[],
  options: RunOptions,
  emit: EmitRunEvent,
): Promise<number | undefined> {
  if (!levels.some((level) => scopeOf(level) === 'system')) return undefined
  const request = await firstRequest(running, levels, options)
  const started = performance.now()
  emit({ type: 'boot-started', parts: request.services, isWarm: running.isWarm })
  await running.prepare(request)
  const durationMs = performance.now() - started
  emit({ type: 'boot-finished', durationMs })
  return durationMs
}

/** What is leased first: scenarios want services that tell more of themselves than tests do. */
async function firstRequest(
  running: RunningSystem,
  levels: readonly Level[],
  options: RunOptions,
): Promise<EnvironmentRequest> {
  if (levels.some((level) => level !== 'performance')) {
    return wholeSystem(outlinesOf(options.system), { stubbed: options.stubbed })
  }
  const { eventLoopFolderIn, underLoadRequest } = await import('./load-environment.ts')
  const eventLoopFolder = eventLoopFolderIn(running.dataDirectory)
  return underLoadRequest(options.system, { ...options, eventLoopFolder })
}
