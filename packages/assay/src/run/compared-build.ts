import { configurationError } from '../errors/assay-error.ts'
import { connectHost } from '../lifecycle/host-client.ts'
import { endingWith, openOwnSystem } from '../lifecycle/running-system.ts'
import type { ComparedSide } from '../load/comparison/scenario-comparison.ts'
import { findConfigFile, loadSystem } from '../model/load-system.ts'
import type { Crash, PartEvent } from '../model/part-event.ts'
import type { System } from '../model/system.ts'
import { checkOutBase } from './base-checkout.ts'
import { eventLoopFolderIn, underLoadRequest } from './load-environment.ts'
import type { MeasuredSystem } from './measure-scenario.ts'

/** One of the builds that are compared. */
export interface ComparedBuild extends MeasuredSystem, AsyncDisposable {
  readonly side: ComparedSide
  /** What has ended in it without being told to. */
  readonly crashes: readonly Crash[]
  /** Boots the environment that is measured first. */
  prepare(): Promise<void>
}

/** How both builds are measured. */
export type MeasuringOptions = Pick<MeasuredSystem, 'inherited' | 'seed' | 'isFull' | 'signal'>

/** Makes a build ready to be measured; its services boot when they are asked for. */
export async function openBuild(
  side: ComparedSide,
  { system, logDirectory }: { readonly system: System; readonly logDirectory: string },
  options: MeasuringOptions,
): Promise<ComparedBuild> {
  const { inherited, seed, isFull, signal } = options
  const crashes: Crash[] = []
  const emit = (event: PartEvent) => {
    if (event.type === 'part-died') crashes.push(event.crash)
  }
  await using opened = new AsyncDisposableStack()
  const own = await openOwnSystem({ system, logDirectory, inherited, emit })
  const running = opened.use(endingWith(own, signal))
  const measured = {
    ...{ system, inherited, seed, isFull, signal, stubbed: [], emit: () => undefined },
    host: opened.use(await connectHost(running.socketPath)),
    eventLoopFolder: eventLoopFolderIn(running.dataDirectory),
  }
  const kept = opened.move()
  return {
    ...{ ...measured, side, crashes },
    prepare: () => running.prepare(underLoadRequest(system, measured)),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

export interface BasePlace {
  /** The system that is here. */
  readonly system: System
  readonly commit: string
  /** Where the commit is checked out to, and where its services log. */
  readonly checkout: string
  readonly logDirectory: string
}

/** Checks the other build out and boots it; one that lacks what it needs fails here. */
export async function openBase(place: BasePlace, options: MeasuringOptions): Promise<ComparedBuild> {
  const { commit, checkout, logDirectory } = place
  await using opened = new AsyncDisposableStack()
  const base = opened.use(await checkOutBase(place.system.directory, commit, checkout))
  // Above the checkout is the definition of the build that is here.
  if (!findConfigFile(base.directory)?.startsWith(`${base.root}/`)) throw withoutDefinition(commit)
  const system = await loadSystem(base.directory)
  options.signal.throwIfAborted()
  const build = opened.use(await openBuild('base', { system, logDirectory }, options))
  await build.prepare()
  const kept = opened.move()
  return { ...build, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

function withoutDefinition(commit: string) {
  return configurationError({
    code: 'config_not_found',
    message: `${commit.slice(0, 9)} has no assay.config.ts.`,
    fix: 'compare with a commit that has one',
  })
}
