import { expect, test } from 'vitest'
import { branchOfBuild, commitOfBuild, proposedBranch, urlOfBuild } from './build-server.ts'

test.each([
  ['GitHub', { GITHUB_REF_NAME: 'main', GITHUB_HEAD_REF: '', GITHUB_SHA: 'c1' }],
  ['GitLab', { CI_COMMIT_REF_NAME: 'main', CI_COMMIT_SHA: 'c1' }],
  ['Buildkite', { BUILDKITE_BRANCH: 'main', BUILDKITE_COMMIT: 'c1' }],
  ['CircleCI', { CIRCLE_BRANCH: 'main', CIRCLE_SHA1: 'c1' }],
  ['Jenkins', { GIT_BRANCH: 'origin/main', GIT_COMMIT: 'c1' }],
  ['Azure', { BUILD_SOURCEBRANCHNAME: 'main', BUILD_SOURCEVERSION: 'c1' }],
])('%s says what it builds', (_, environment) => {
  expect([branchOfBuild(environment), commitOfBuild(environment)]).toEqual(['main', 'c1'])
  expect(proposedBranch(environment)).toBeUndefined()
})

test('a proposed change is on the branch it comes from', () => {
  expect(proposedBranch({ GITHUB_HEAD_REF: 'feat/x', GITHUB_REF_NAME: '7/merge' })).toBe('feat/x')
  expect(proposedBranch({ CHANGE_BRANCH: 'feat/x', GIT_BRANCH: 'PR-7' })).toBe('feat/x')
})

test('a build has a page', () => {
  const github = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'a/b', GITHUB_RUN_ID: '7' }
  expect(urlOfBuild(github)).toBe('https://github.com/a/b/actions/runs/7')
  expect(urlOfBuild({ BUILD_URL: 'https://ci.test/7' })).toBe('https://ci.test/7')
  expect(urlOfBuild({})).toBeUndefined()
})
