/** Who asks, by name and password. */
export interface BasicCredentials {
  readonly username: string
  readonly password: string
}

/** The name and password in front of the host; nothing when there is no name. */
export function credentialsIn({ username, password }: URL): BasicCredentials | undefined {
  return username === '' ? undefined : { username: decoded(username), password: decoded(password) }
}

/** The header `authorization` of a name and a password. */
export function basicAuthorization({ username, password }: BasicCredentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

/**
 * An address as it may be shown, printed and kept; also one that is none.
 *
 * @example
 * withoutCredentials('https://ada:secret@example.test/a') // 'https://example.test/a'
 */
export function withoutCredentials(address: string): string {
  return address.replace(/^([^/?#]*\/\/)?[^/?#]*@/, '$1')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A lonely percent sign stands for itself.
    return text
  }
}
