import { type AssayError, configurationError } from '../errors/assay-error.ts'
import type { SourceState } from '../model/run-result.ts'
import { branchOfBuild, commitOfBuild, proposedBranch, urlOfBuild } from './build-server.ts'
import { sourceState } from './source-state.ts'

/** A version as Pact brokers know it. */
export interface SourceVersion {
  readonly version: string
  readonly branch: string | undefined
  readonly buildUrl: string | undefined
}

/** What somebody says about a version; the rest comes from git or the build server. */
export interface GivenVersion {
  readonly version?: string
  readonly branch?: string
  readonly buildUrl?: string
  /** The option that names the version, for errors. */
  readonly option: string
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The version of the source in a folder: what is given, else the commit and the branch of git.
 *
 * @throws AssayError `version_not_known`
 */
export async function sourceVersion(
  directory: string,
  given: GivenVersion,
  environment: Environment,
): Promise<SourceVersion> {
  return versionOf(await sourceState(directory), given, environment)
}

/**
 * The same for a version that is published: it must be what its commit holds.
 *
 * @throws AssayError `version_not_known` or `uncommitted_changes`
 */
export async function publishedVersion(
  directory: string,
  given: GivenVersion,
  environment: Environment,
): Promise<SourceVersion> {
  const source = await sourceState(directory)
  requireCommitted(source, given)
  return versionOf(source, given, environment)
}

/** What is published can never be changed: what a commit does not hold must not go by its name. */
function requireCommitted(source: SourceState | undefined, { version, option }: GivenVersion): void {
  if (version !== undefined || source?.isDirty !== true) return
  throw configurationError({
    code: 'uncommitted_changes',
    message: 'There are changes that no commit holds, so this is not the version that the commit names.',
    evidence: [`commit: ${source.commit}`],
    fix: `commit what git status shows, or name the version: ${option}`,
  })
}

function versionOf(
  source: SourceState | undefined,
  given: GivenVersion,
  environment: Environment,
): SourceVersion {
  const version = given.version ?? source?.commit ?? commitOfBuild(environment)
  if (version === undefined) throw notKnown(given)
  return {
    version,
    branch: given.branch ?? source?.branch ?? proposedBranch(environment) ?? branchOfBuild(environment),
    buildUrl: given.buildUrl ?? urlOfBuild(environment),
  }
}

function notKnown({ option }: GivenVersion): AssayError {
  return configurationError({
    code: 'version_not_known',
    message: 'There is no git commit here that could be the version.',
    fix: `name the version: ${option}`,
  })
}
