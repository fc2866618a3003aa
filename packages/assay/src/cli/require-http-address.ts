import { withoutCredentials } from '../http/url-credentials.ts'
import { invalidFlag } from './invalid-flag.ts'

/**
 * Checks an address that an option gives.
 *
 * @throws AssayError `invalid_flag`
 */
export function requireHttpAddress(flag: string, text: string): void {
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return
  throw invalidFlag(`${flag} is "${withoutCredentials(text)}".`, 'give an http or https address')
}
