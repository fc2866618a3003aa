/** Whom a webhook calls: protocol, name and port. Parameters stand in none of them. */
export function originOf(url: string): URL | undefined {
  const origin = /^https?:\/\/[^/?#]*/i.exec(url)?.[0] ?? ''
  // Values that are filled in come from whoever publishes; they must not choose who is called.
  return /[$@]/.test(origin) ? undefined : (URL.parse(origin) ?? undefined)
}

/**
 * Whether webhooks may be sent to an address.
 *
 * @param allowed Hosts, `*.example.com` for everything below one, each with a port or for any port.
 *   `undefined` allows all.
 */
export function isAllowedHost(url: string, allowed: readonly string[] | undefined): boolean {
  const origin = originOf(url)
  if (origin === undefined) return false
  if (allowed === undefined) return true
  const port = origin.port || (origin.protocol === 'https:' ? '443' : '80')
  return allowed.some((pattern) => {
    const wanted = pattern.toLowerCase()
    const compared = /:\d+$/.test(wanted) ? `${origin.hostname}:${port}` : origin.hostname
    return wanted.startsWith('*.') ? compared.endsWith(wanted.slice(1)) : compared === wanted
  })
}
