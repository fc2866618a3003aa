import { CookieJar as Jar } from 'tough-cookie'
import { headerValues } from '../http1/header-value.ts'

/** The cookies of one virtual user, as a browser would keep them (RFC 6265). */
export class CookieJar {
  hasAny = false
  #jar: Jar | undefined

  /** Keeps what the answer to a request sets; its path is where a cookie belongs that names none. */
  keep(head: string, url: string): void {
    this.#jar ??= new Jar()
    for (const line of headerValues(head, 'set-cookie')) {
      // A cookie that its host may not set is ignored, as browsers do.
      this.#jar.setCookieSync(line, url, { ignoreError: true })
      this.hasAny = true
    }
  }

  /** The value of the `cookie` header for a request; empty when there is none to send. */
  headerFor(url: string): string {
    return this.#jar?.getCookieStringSync(url) ?? ''
  }
}
