import type { PactResult } from '../contract/provider/verify-pact.ts'
import type { BrokerClient } from '../contract/sources/broker-client.ts'
import { ignoredPacticipants } from '../contract/sources/broker-settings.ts'
import { canIDeploy } from '../contract/sources/can-i-deploy.ts'
import type { Matrix, MatrixQuery, MatrixRow } from '../contract/sources/fetch-matrix.ts'
import { AssayError } from '../errors/assay-error.ts'
import { type DeploymentQuestion, deploymentQuestions } from '../gates/deployment-gate.ts'
import { outlinesOf } from '../lifecycle/environment-request.ts'
import type { DeploymentVerdict, Selection, SourceState } from '../model/run-result.ts'
import type { System } from '../model/system.ts'
import { type BrokerConnection, brokerOf } from './contract-broker.ts'
import { pactsInFolder } from './contract-pacts.ts'

export interface DeploymentOptions extends BrokerConnection {
  readonly system: System
  readonly selection: Selection
  readonly source: SourceState | undefined
  /** The version that was named; else it is the commit. */
  readonly version?: string | undefined
  /** What verifying the providers has shown. */
  readonly verified: readonly PactResult[]
}

/**
 * Asks the broker what the gates of a system want to know: whether the version that was run may be
 * brought to an environment. Nothing when no gate asks.
 *
 * @throws AssayError `broker_not_named` or `broker_…`
 */
export async function askDeployments(options: DeploymentOptions): Promise<readonly DeploymentVerdict[]> {
  const { system, selection, source, inherited } = options
  const questions = deploymentQuestions(system.gates, selection)
  if (questions.length === 0) return []
  const version = options.version ?? (source?.isDirty === true ? undefined : source?.commit)
  if (version === undefined) {
    const reason =
      source === undefined
        ? 'there is no git commit that could be the version'
        : withShortCommits(
            `there are changes that commit ${source.commit} does not hold, so no broker knows them`,
          )
    return questions.map((question) => ({ ...question, answer: 'not-asked', reasons: [reason] }))
  }
  const broker = brokerOf(system, options)
  const asking = { version, parties: await partiesIn(options), ignored: ignoredPacticipants(inherited) }
  const verdicts: DeploymentVerdict[] = []
  for (const question of questions) verdicts.push(await ask(broker, question, asking))
  return verdicts
}

interface Asking {
  /** The services that are deployed together. */
  readonly parties: readonly string[]
  readonly version: string
  readonly ignored: MatrixQuery['ignored']
}

async function ask(
  broker: BrokerClient,
  question: DeploymentQuestion,
  { parties, version, ignored }: Asking,
): Promise<DeploymentVerdict> {
  const names = question.service === undefined ? parties : [question.service]
  if (names.length === 0)
    return { ...question, answer: 'not-asked', reasons: ['no service of the system has a contract'] }
  const selectors = names.map((pacticipant) => ({ pacticipant, version }))
  try {
    const asked = { selectors, ignored, toEnvironment: question.environment }
    const { verdict, matrix } = await canIDeploy(broker, asked)
    return { ...question, answer: verdict, reasons: verdict === 'yes' ? [] : reasonsIn(matrix) }
  } catch (error) {
    if (!(error instanceof AssayError) || error.code !== 'broker_rejected') throw error
    // One that has never heard of a service has no results for it. The first line is what it was asked.
    return { ...question, answer: 'unknown', reasons: [error.message, ...error.evidence.slice(1)] }
  }
}

/**
 * The services that expect something of others, or of which others do, by pacts of the folder or of the
 * broker. Third parties have versions of their own.
 */
async function partiesIn({ system, verified }: DeploymentOptions): Promise<string[]> {
  const inFolder = await pactsInFolder(system)
  const pacts = [...inFolder.pacts.map(({ sourced }) => sourced.pact), ...verified.map(({ pact }) => pact)]
  const named = new Set(pacts.flatMap(({ consumer, provider }) => [consumer, provider]))
  return outlinesOf(system).flatMap(({ name, isReal }) => (isReal && named.has(name) ? [name] : []))
}

/** In the words of the broker, which knows where each version is; else each pair that does not fit. */
function reasonsIn({ notices, reason, rows }: Matrix): readonly string[] {
  const errors = notices.filter(({ type }) => type === 'error' || type === 'danger').map(({ text }) => text)
  const broken = rows.filter(({ isVerified, isIgnored }) => isVerified !== true && !isIgnored).map(rowText)
  const said = [errors, broken].find((texts) => texts.length > 0) ?? [reason]
  return [...new Set(said)].map(withShortCommits)
}

function rowText({ consumer, consumerVersion, provider, providerVersion, isVerified }: MatrixRow): string {
  const result = isVerified === false ? 'failed' : 'is missing'
  return `the verification of ${nameOf(consumer, consumerVersion)} with ${nameOf(provider, providerVersion)} ${result}`
}

function nameOf(pacticipant: string, version: string | undefined): string {
  return version === undefined ? pacticipant : `${pacticipant} ${version}`
}

/** Commits are known by their beginning; digests in addresses stay as they are. */
function withShortCommits(text: string): string {
  return text.replaceAll(/(?<=^|[\s(])([0-9a-f]{12})[0-9a-f]{28}(?=$|[\s).,])/g, '$1')
}
