import type { SourceState } from '../model/run-result.ts'
import { git } from './git.ts'

const MAIN_BRANCHES = ['main', 'master', 'trunk']

/** Commit, branch and uncommitted changes, as git tells them; `undefined` outside of a repository. */
export async function sourceState(directory: string): Promise<SourceState | undefined> {
  const commit = await git(directory, ['rev-parse', 'HEAD'])
  if (commit === undefined) return undefined
  const [branch, remoteHead, changes] = await Promise.all([
    git(directory, ['symbolic-ref', '--short', 'HEAD']),
    git(directory, ['symbolic-ref', '--short', 'refs/remotes/origin/HEAD']),
    git(directory, ['status', '--porcelain']),
  ])
  // A build server often checks out a commit without a branch and says the name elsewhere.
  const name = branch ?? process.env['GITHUB_REF_NAME'] ?? process.env['CI_COMMIT_REF_NAME']
  const main = remoteHead?.replace(/^origin\//, '')
  const isMain = name !== undefined && (main === undefined ? MAIN_BRANCHES.includes(name) : name === main)
  return { commit, branch: name, isMain, isDirty: changes !== '' }
}

/** Files that differ from a reference, committed or not, and those git does not know yet; absolute. */
export async function changedFiles(directory: string, since: string): Promise<string[] | undefined> {
  const root = await git(directory, ['rev-parse', '--show-toplevel'])
  const base = (await git(directory, ['merge-base', since, 'HEAD'])) ?? since
  const [changed, untracked] = await Promise.all([
    git(directory, ['diff', '--name-only', base]),
    git(directory, ['ls-files', '--others', '--exclude-standard', '--full-name', ':/']),
  ])
  if (root === undefined || changed === undefined || untracked === undefined) return undefined
  return `${changed}\n${untracked}`
    .split('\n')
    .filter((file) => file !== '')
    .map((file) => `${root}/${file}`)
}
