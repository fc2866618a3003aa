/** The addresses of everything, below the address that the client used. */
export type Urls = ReturnType<typeof urlsBelow>

interface Parties {
  readonly consumer: string
  readonly provider: string
}

const part = encodeURIComponent

/** `base` has no slash at its end. */
export function urlsBelow(base: string) {
  const pacticipant = (name: string) => `${base}/pacticipants/${part(name)}`
  const version = (name: string, number: string) => `${pacticipant(name)}/versions/${part(number)}`
  const parties = ({ consumer, provider }: Parties) =>
    `${base}/pacts/provider/${part(provider)}/consumer/${part(consumer)}`
  const content = (pact: Parties & { readonly sha: string }) => `${parties(pact)}/pact-version/${pact.sha}`
  return {
    base,
    at: (path: string) => `${base}${path}`,
    pacticipant,
    version,
    branch: (name: string, branch: string) => `${pacticipant(name)}/branches/${part(branch)}`,
    branchVersion: (name: string, branch: string, number: string) =>
      `${pacticipant(name)}/branches/${part(branch)}/versions/${part(number)}`,
    tag: (name: string, number: string, tag: string) => `${version(name, number)}/tags/${part(tag)}`,
    label: (name: string, label: string) => `${pacticipant(name)}/labels/${part(label)}`,
    environment: (uuid: string) => `${base}/environments/${uuid}`,
    placement: (kind: 'deployed' | 'released', uuid: string) => `${base}/${kind}-versions/${uuid}`,
    parties,
    matrix: ({ consumer, provider }: Parties) =>
      `${base}/matrix/provider/${part(provider)}/consumer/${part(consumer)}`,
    provider: (name: string) => `${base}/pacts/provider/${part(name)}`,
    pact: (pact: Parties & { readonly number: string }) => `${parties(pact)}/version/${part(pact.number)}`,
    content,
    contentWith: (pact: Parties & { readonly sha: string }, metadata: string) =>
      `${content(pact)}/metadata/${metadata}`,
    verification: (result: Parties & { readonly sha: string; readonly id: number }) =>
      `${content(result)}/verification-results/${result.id}`,
    webhook: (uuid: string) => `${base}/webhooks/${uuid}`,
    deliveryLog: (uuid: string) => `${base}/triggered-webhooks/${uuid}/logs`,
  }
}
