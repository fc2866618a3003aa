import { expect, test } from 'vitest'
import { branchOfBuild, commitOfBuild, proposedBranch, urlOfBuild } from './build-server.ts'

test.each([
  ['GitHub', { GITHUB_REF_NAME: 'main', GITHUB_HEAD_REF: '', GITHUB_SHA: 'c1' }],
  ['GitLab', { CI_COMMIT_REF_NAME: 'main', CI_COMMIT_SHA: 'c1' }],
  ['Buildkite', { BUILDKITE_BRANCH: 'main', BUILDKITE_COMMIT: 'c1' }],
  ['CircleCI', { CIRCLE_BRANCH: 'main', CIRCLE_SHA1: 'c1' }],
  ['Jenkins', { GIT_BRANCH: 'origin/main', GIT_COMMIT: 'c1' }],
  [
    'Azure',
    { BUILD_SOURCEBRANCH: 'refs/heads/main', BUILD_SOURCEBRANCHNAME: 'main', BUILD_SOURCEVERSION: 'c1' },
  ],
])('%s says what it builds', (_, environment) => {
  expect([branchOfBuild(environment), commitOfBuild(environment)]).toEqual(['main', 'c1'])
  expect(proposedBranch(environment)).toBeUndefined()
})

test('a proposed change is on the branch it comes from', () => {
  expect(proposedBranch({ GITHUB_HEAD_REF: 'feat/x', GITHUB_REF_NAME: '7/merge' })).toBe('feat/x')
  expect(proposedBranch({ CHANGE_BRANCH: 'feat/x', GIT_BRANCH: 'PR-7' })).toBe('feat/x')
  const azure = {
    ...{ BUILD_SOURCEBRANCH: 'refs/pull/7/merge', BUILD_SOURCEBRANCHNAME: 'merge' },
    SYSTEM_PULLREQUEST_SOURCEBRANCH: 'refs/heads/feat/x',
  }
  expect([proposedBranch(azure), branchOfBuild(azure)]).toEqual(['feat/x', undefined])
  const appveyor = { APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH: 'feat/x', APPVEYOR_REPO_BRANCH: 'main' }
  expect(proposedBranch(appveyor)).toBe('feat/x')
})

test.each([
  ['GitHub', { GITHUB_REF_NAME: 'v1.0', GITHUB_REF_TYPE: 'tag' }],
  ['GitLab', { CI_COMMIT_REF_NAME: 'v1.0', CI_COMMIT_TAG: 'v1.0' }],
  ['Travis', { TRAVIS_BRANCH: 'v1.0', TRAVIS_TAG: 'v1.0' }],
  ['Buildkite', { BUILDKITE_BRANCH: 'v1.0', BUILDKITE_TAG: 'v1.0' }],
  ['Azure', { BUILD_SOURCEBRANCH: 'refs/tags/v1.0', BUILD_SOURCEBRANCHNAME: 'v1.0' }],
])('a tag that %s builds is no branch', (_, environment) => {
  expect(branchOfBuild(environment)).toBeUndefined()
})

test('a branch has all of its name', () => {
  const azure = { BUILD_SOURCEBRANCH: 'refs/heads/feat/x', BUILD_SOURCEBRANCHNAME: 'x' }
  expect(branchOfBuild(azure)).toBe('feat/x')
  expect(branchOfBuild({ GIT_BRANCH: 'origin/feat/x' })).toBe('feat/x')
})

test('a build has a page', () => {
  const github = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'a/b', GITHUB_RUN_ID: '7' }
  expect(urlOfBuild(github)).toBe('https://github.com/a/b/actions/runs/7')
  expect(urlOfBuild({ BUILD_URL: 'https://ci.test/7' })).toBe('https://ci.test/7')
  const azure = {
    SYSTEM_COLLECTIONURI: 'https://dev.azure.com/a/',
    SYSTEM_TEAMPROJECT: 'b c',
    BUILD_BUILDID: '7',
  }
  expect(urlOfBuild(azure)).toBe('https://dev.azure.com/a/b%20c/_build/results?buildId=7')
  expect(urlOfBuild({})).toBeUndefined()
})
