import { lstatSync, mkdirSync, readdirSync, readlinkSync, realpathSync, symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { configurationError, infrastructureError } from '../errors/assay-error.ts'
import { git } from './git.ts'

/** A whole checkout takes longer than a question. */
const CHECKOUT_TIMEOUT_MS = 60_000
const MODULES = 'node_modules'
const PACKAGE_FOLDERS_DEPTH = 4

/** Another commit of the repository, beside this one, with the packages that are installed here. */
export interface BaseCheckout extends AsyncDisposable {
  readonly commit: string
  /** The folder in it that corresponds to the one that was asked for. */
  readonly directory: string
}

/**
 * Checks a commit out into a new folder. Installed packages are those of this checkout; the
 * repository's own packages are its own.
 *
 * @throws AssayError `unknown_reference_point`, or `base_not_checked_out`.
 */
export async function checkOutBase(
  directory: string,
  reference: string,
  checkout: string,
): Promise<BaseCheckout> {
  const root = await git(directory, ['rev-parse', '--show-toplevel'])
  const commit = await git(directory, ['rev-parse', '--verify', '--quiet', `${reference}^{commit}`])
  if (root === undefined || commit === undefined) throw unknownReference(reference)
  // What a run that was killed has left is unknown to git from now on.
  await git(root, ['worktree', 'prune'])
  const dispose = async () => {
    await git(root, ['worktree', 'remove', '--force', checkout], CHECKOUT_TIMEOUT_MS)
  }
  if (
    (await git(root, ['worktree', 'add', '--detach', checkout, commit], CHECKOUT_TIMEOUT_MS)) === undefined
  ) {
    throw notCheckedOut(reference, checkout)
  }
  linkPackages(root, checkout, PACKAGE_FOLDERS_DEPTH)
  return { commit, directory: join(checkout, relative(root, directory)), [Symbol.asyncDispose]: dispose }
}

/** Gives each folder of the checkout the installed packages that its counterpart has. */
function linkPackages(from: string, to: string, depth: number): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.name === MODULES && entry.isSymbolicLink()) symlinkSync(realpathSync(source), target)
    if (!entry.isDirectory() || entry.name === '.git') continue
    if (entry.name === MODULES) linkEntries(source, target)
    else if (depth > 0 && isDirectory(target)) linkPackages(source, target, depth - 1)
  }
}

/**
 * Links to packages of the repository are relative, so that copied as they are they lead to the
 * checkout's own; everything else is linked to where it is.
 */
function linkEntries(source: string, target: string): void {
  mkdirSync(target, { recursive: true })
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)]
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), to)
    else if (entry.isDirectory() && (entry.name.startsWith('@') || entry.name === '.bin'))
      linkEntries(from, to)
    else symlinkSync(from, to)
  }
}

function isDirectory(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

function unknownReference(reference: string) {
  return configurationError({
    code: 'unknown_reference_point',
    message: `Git knows no commit "${reference}" here.`,
    fix: 'name a commit, tag or branch of this repository: --compare main',
  })
}

function notCheckedOut(reference: string, folder: string) {
  return infrastructureError({
    code: 'base_not_checked_out',
    message: `Git could not check "${reference}" out into ${folder}.`,
    fix: 'see what "git worktree list" says, and free space in the temporary folder',
  })
}
