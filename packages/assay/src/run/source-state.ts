import type { SourceState } from '../model/run-result.ts'
import { branchOfBuild, proposedBranch } from './build-server.ts'
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
  const proposed = proposedBranch(process.env)
  const name = branch ?? proposed ?? branchOfBuild(process.env)
  const main = remoteHead?.replace(/^origin\//, '')
  const isMainName = main === undefined ? MAIN_BRANCHES.includes(name ?? '') : name === main
  const isMain = isMainName && (branch !== undefined || proposed === undefined)
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
