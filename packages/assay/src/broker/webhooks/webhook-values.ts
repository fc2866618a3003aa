import { encodeMetadata } from '../pacts/metadata.ts'
import type { BrokerDatabase } from '../store/broker-database.ts'
import { labelsOf } from '../store/pacticipants.ts'
import { latestVerification, type Verification } from '../store/verifications.ts'
import { factsOf } from '../store/version-facts.ts'
import { deployedNumbers } from '../store/versions-in-use.ts'
import type { TemplateValues } from './fill-template.ts'
import type { Occurrence } from './occurrence.ts'

/** What the services that host code call the states of a check. */
const STATUSES = {
  pending: { github: 'pending', bitbucket: 'INPROGRESS', azure: 'pending', gitlab: 'pending' },
  passed: { github: 'success', bitbucket: 'SUCCESSFUL', azure: 'succeeded', gitlab: 'success' },
  failed: { github: 'failure', bitbucket: 'FAILED', azure: 'failed', gitlab: 'failed' },
} as const

/** The values that a webhook can send about something that happened. */
export function webhookValues(database: BrokerDatabase, occurrence: Occurrence): TemplateValues {
  const { pact, urls, event, providerVersion } = occurrence
  const verification = occurrence.verification ?? latestVerification(database, pact.content)
  const facts = factsOf(database, [
    pact.version,
    ...(verification === undefined ? [] : [verification.version]),
  ])
  const labels = labelsOf(database, [pact.consumerId, pact.providerId])
  const verified = verification === undefined ? undefined : facts(verification.version)
  const status = STATUSES[statusOf(verification)]
  return {
    eventName: event,
    // The address remembers for which version it is verified.
    pactUrl: urls.contentWith(pact, encodeMetadata({ versions: [pact.number], isWip: false })),
    verificationResultUrl: verification === undefined ? '' : urls.verification(verification),
    consumerName: pact.consumer,
    consumerVersionNumber: pact.number,
    consumerVersionTags: namesOf(facts(pact.version).tags),
    consumerVersionBranch: facts(pact.version).branches.at(-1)?.name ?? '',
    consumerLabels: labels.get(pact.consumerId)?.join(', ') ?? '',
    providerName: pact.provider,
    providerVersionNumber: providerVersion?.number ?? verification?.number ?? '',
    providerVersionTags: namesOf(verified?.tags ?? []),
    providerVersionBranch: providerVersion?.branch ?? verified?.branches.at(-1)?.name ?? '',
    providerVersionDescriptions: providerVersion?.descriptions.join(', ') ?? '',
    providerLabels: labels.get(pact.providerId)?.join(', ') ?? '',
    currentlyDeployedProviderVersionNumber: deployedNumbers(database, pact.providerId).join(', '),
    buildUrl: occurrence.buildUrl ?? verification?.buildUrl ?? '',
    githubVerificationStatus: status.github,
    bitbucketVerificationStatus: status.bitbucket,
    azureDevOpsVerificationStatus: status.azure,
    gitlabVerificationStatus: status.gitlab,
  }
}

function statusOf(verification: Verification | undefined): keyof typeof STATUSES {
  if (verification === undefined) return 'pending'
  return verification.success === 1 ? 'passed' : 'failed'
}

function namesOf(list: readonly { readonly name: string }[]): string {
  return list.map(({ name }) => name).join(', ')
}
