type Environment = Readonly<Record<string, string | undefined>>

/** Where build servers say which branch a change that is proposed comes from. */
const PROPOSED_VARIABLES = [
  'GITHUB_HEAD_REF',
  'CI_MERGE_REQUEST_SOURCE_BRANCH_NAME',
  'TRAVIS_PULL_REQUEST_BRANCH',
  'CHANGE_BRANCH',
  'SYSTEM_PULLREQUEST_SOURCEBRANCH',
  'APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH',
]
const BRANCH_VARIABLES = [
  'GITHUB_REF_NAME',
  'CI_COMMIT_REF_NAME',
  'BUILDKITE_BRANCH',
  'CIRCLE_BRANCH',
  'TRAVIS_BRANCH',
  'GIT_BRANCH',
  'APPVEYOR_REPO_BRANCH',
  'BITBUCKET_BRANCH',
  'BUILD_SOURCEBRANCH',
  'CIRRUS_BRANCH',
]
/** Where they say that it is a tag, which some name in place of a branch. */
const TAG_VARIABLES = ['CI_COMMIT_TAG', 'TRAVIS_TAG', 'BUILDKITE_TAG']
const COMMIT_VARIABLES = [
  'GITHUB_SHA',
  'CI_COMMIT_SHA',
  'BUILDKITE_COMMIT',
  'CIRCLE_SHA1',
  'TRAVIS_COMMIT',
  'GIT_COMMIT',
  'APPVEYOR_REPO_COMMIT',
  'BITBUCKET_COMMIT',
  'BUILD_SOURCEVERSION',
  'CIRRUS_CHANGE_IN_REPO',
]
const BUILD_VARIABLES = [
  'CI_JOB_URL',
  'BUILDKITE_BUILD_URL',
  'CIRCLE_BUILD_URL',
  'TRAVIS_BUILD_WEB_URL',
  'BUILD_URL',
]

/** The branch of a change that is proposed, and on no main branch whatever its name. */
export function proposedBranch(environment: Environment): string | undefined {
  return branchIn(firstOf(PROPOSED_VARIABLES, environment))
}

/** The branch that a build server says it builds; none for a tag. It often checks out a commit without one. */
export function branchOfBuild(environment: Environment): string | undefined {
  const isTag = environment['GITHUB_REF_TYPE'] === 'tag' || firstOf(TAG_VARIABLES, environment) !== undefined
  return isTag ? undefined : branchIn(firstOf(BRANCH_VARIABLES, environment))
}

function branchIn(reference: string | undefined): string | undefined {
  const name = reference?.replace(/^(refs\/heads|origin)\//, '')
  // A tag, or what would become of a proposed change.
  return name?.startsWith('refs/') ? undefined : name
}

/** The commit that a build server says it builds. */
export function commitOfBuild(environment: Environment): string | undefined {
  return firstOf(COMMIT_VARIABLES, environment)
}

/** The page of the build, when a build server runs it. */
export function urlOfBuild(environment: Environment): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = environment
  if (server !== undefined && repository !== undefined && run !== undefined)
    return `${server}/${repository}/actions/runs/${run}`
  const { SYSTEM_COLLECTIONURI: collection, SYSTEM_TEAMPROJECT: project, BUILD_BUILDID: build } = environment
  if (collection !== undefined && project !== undefined && build !== undefined)
    return `${collection}${encodeURIComponent(project)}/_build/results?buildId=${build}`
  return firstOf(BUILD_VARIABLES, environment)
}

function firstOf(names: readonly string[], environment: Environment): string | undefined {
  return names.map((name) => environment[name]?.trim()).find((value) => value !== undefined && value !== '')
}
