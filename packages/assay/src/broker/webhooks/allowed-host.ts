/** The host that a webhook goes to, with its port if it names one; parameters stand in no host. */
export function hostOf(url: string): string | undefined {
  const authority = /^https?:\/\/([^/?#]*)/i.exec(url)?.[1] ?? ''
  // Values that are filled in come from whoever publishes; they must not choose who is called.
  if (authority.includes('$') || authority.includes('@') || !URL.canParse(`http://${authority}`))
    return undefined
  return new URL(`http://${authority}`).host
}

/**
 * Whether webhooks may be sent to an address.
 *
 * @param allowed Hosts, `*.example.com` for everything below one, each with a port or for any port.
 *   `undefined` allows all.
 */
export function isAllowedHost(url: string, allowed: readonly string[] | undefined): boolean {
  const host = hostOf(url)
  if (host === undefined) return false
  if (allowed === undefined) return true
  const name = host.replace(/:\d+$/, '')
  return allowed.some((pattern) => {
    const wanted = pattern.toLowerCase()
    const compared = /:\d+$/.test(wanted) ? host : name
    return wanted.startsWith('*.') ? compared.endsWith(wanted.slice(1)) : compared === wanted
  })
}
