import type { Urls } from './urls.ts'

/** A link of a resource. */
export interface Link {
  readonly href: string
  readonly title?: string
  readonly name?: string
  readonly templated?: boolean
}

/** A link whose `{names}` the client fills in. */
export function template(href: string, title: string): Link {
  return { href, title, templated: true }
}

/** Where the names of links are explained. */
export function curies(urls: Urls): readonly Link[] {
  return [{ name: 'pb', href: urls.at('/doc/{rel}'), templated: true }]
}
