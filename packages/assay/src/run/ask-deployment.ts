import type { BrokerClient } from '../contract/sources/broker-client.ts'
import { canIDeploy } from '../contract/sources/can-i-deploy.ts'
import type { Matrix, MatrixRow } from '../contract/sources/fetch-matrix.ts'
import { type DeploymentQuestion, deploymentQuestions } from '../gates/deployment-gate.ts'
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
}

/**
 * Asks the broker what the gates of a system want to know: whether the version that was run may be
 * brought to an environment. Nothing when no gate asks.
 *
 * @throws AssayError `broker_not_named` or `broker_…`
 */
export async function askDeployments(options: DeploymentOptions): Promise<readonly DeploymentVerdict[]> {
  const { system, selection, source } = options
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
  const verdicts: DeploymentVerdict[] = []
  for (const question of questions) verdicts.push(await ask(broker, question, { system, version }))
  return verdicts
}

async function ask(
  broker: BrokerClient,
  question: DeploymentQuestion,
  { system, version }: { readonly system: System; readonly version: string },
): Promise<DeploymentVerdict> {
  const names = question.service === undefined ? await partiesIn(system) : [question.service]
  if (names.length === 0)
    return { ...question, answer: 'not-asked', reasons: ['no service of the system has a contract'] }
  const selectors = names.map((pacticipant) => ({ pacticipant, version }))
  const { verdict, matrix } = await canIDeploy(broker, { selectors, toEnvironment: question.environment })
  return { ...question, answer: verdict, reasons: verdict === 'yes' ? [] : reasonsIn(matrix) }
}

/** The services that expect something of others, or of which others do. */
async function partiesIn(system: System): Promise<string[]> {
  const { pacts } = await pactsInFolder(system)
  const parties = new Set(pacts.flatMap(({ sourced: { pact } }) => [pact.consumer, pact.provider]))
  return [...system.services.keys()].filter((name) => parties.has(name))
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
