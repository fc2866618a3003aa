import type { WebhookRequest } from '../store/webhooks.ts'

/** What stands in the place of a secret. */
export const HIDDEN = '**********'

const SECRET_NAME = /auth|token|cookie|key|secret|passw|credential|signature/i
/** A shorter text stands in many places by chance; its own place is hidden by its name. */
const MIN_CHARACTERS = 4

/** Whether a header, or a part of a query, holds what only the receiver may see. */
function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name)
}

/** A request as it may be shown to people. */
export function withoutSecrets(request: WebhookRequest): WebhookRequest {
  const headers = Object.entries(request.headers ?? {}).map(([name, value]) => [
    name,
    shownValue(name, value),
  ])
  return {
    ...request,
    url: withoutSecretQuery(request.url),
    headers: Object.fromEntries(headers),
    ...(typeof request.password === 'string' ? { password: HIDDEN } : {}),
  }
}

/** The value of a header as it may be shown. */
export function shownValue(name: string, value: string): string {
  return isSecretName(name) ? HIDDEN : value
}

/** An address as it may be shown: services that are called by webhooks like secrets in the query. */
export function withoutSecretQuery(url: string): string {
  return url.replaceAll(/([?&])([^=&#]+)=([^&#]*)/g, (whole, before: string, name: string) =>
    isSecretName(name) ? `${before}${name}=${HIDDEN}` : whole,
  )
}

/** Takes secrets out of a text in which they may stand anywhere: a receiver may answer with what it got. */
export function withoutTexts(text: string, secrets: readonly string[]): string {
  const long = secrets.filter((secret) => secret.length >= MIN_CHARACTERS)
  return long.reduce((shown, secret) => shown.replaceAll(secret, HIDDEN), text)
}

/** The texts of a request that nobody but its receiver may see, as they are sent. */
export function secretsOf(url: string, headers: Headers, { password }: WebhookRequest): string[] {
  const inHeaders = [...headers].flatMap(([name, value]) =>
    // `Bearer abc` is also secret without its first word.
    isSecretName(name) ? [value, ...value.split(/\s+/)] : [],
  )
  const inQuery = [...url.matchAll(/[?&]([^=&#]+)=([^&#]*)/g)].flatMap(([, name = '', value = '']) =>
    isSecretName(name) ? [value] : [],
  )
  const longestFirst = (left: string, right: string) => right.length - left.length
  return [...inHeaders, ...inQuery, password ?? ''].toSorted(longestFirst)
}
