import { join, relative } from 'node:path'
import { newRunId } from '../base/identifiers.ts'
import { configurationError, infrastructureError } from '../errors/assay-error.ts'
import { startGuard } from '../processes/guard.ts'
import { git } from './git.ts'
import { linkPackages } from './link-packages.ts'

/** A whole checkout takes longer than a question. */
const CHECKOUT_TIMEOUT_MS = 60_000

/** Another commit of the repository, with the packages that are installed here; it goes with its folder. */
export interface BaseCheckout extends AsyncDisposable {
  /** The root of the repository in it. */
  readonly root: string
  /** The folder in it that corresponds to the one that was asked for. */
  readonly directory: string
}

/**
 * The commit that a reference means.
 *
 * @throws AssayError `unknown_reference_point`.
 */
export async function commitOf(directory: string, reference: string): Promise<string> {
  const commit = await git(directory, ['rev-parse', '--verify', '--quiet', `${reference}^{commit}`])
  if (commit !== undefined) return commit
  throw configurationError({
    code: 'unknown_reference_point',
    message: `Git knows no commit "${reference}" here.`,
    fix: 'name a commit, tag or branch of this repository: --compare main',
  })
}

/**
 * Checks a commit out into a new folder: a clone that borrows the objects of the repository, to
 * which nothing is written. Installed packages are those of this checkout; the repository's own
 * packages are its own. The folder is removed at the end, also when this process is killed.
 *
 * @throws AssayError `base_not_checked_out`.
 */
export async function checkOutBase(
  directory: string,
  commit: string,
  checkout: string,
): Promise<BaseCheckout> {
  const root = await git(directory, ['rev-parse', '--show-toplevel'])
  if (root === undefined) throw notCheckedOut(commit, checkout)
  await using opened = new AsyncDisposableStack()
  const guard = opened.use(startGuard(newRunId()))
  guard.own(checkout)
  const clone = ['clone', '--shared', '--no-checkout', '--quiet', root, checkout]
  const isCloned = (await git(root, clone, CHECKOUT_TIMEOUT_MS)) !== undefined
  const detach = ['checkout', '--detach', '--quiet', commit]
  if (!isCloned || (await git(checkout, detach, CHECKOUT_TIMEOUT_MS)) === undefined) {
    throw notCheckedOut(commit, checkout)
  }
  linkPackages(root, checkout)
  const kept = opened.move()
  return {
    root: checkout,
    directory: join(checkout, relative(root, directory)),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

function notCheckedOut(commit: string, folder: string) {
  return infrastructureError({
    code: 'base_not_checked_out',
    message: `Git could not check ${commit.slice(0, 9)} out into ${folder}.`,
    fix: `see what "git clone --shared --no-checkout" says of this repository, and free space there`,
  })
}
