import type { Cursor } from './document-cursor.ts'

/**
 * The paths of the servers a document names, without a slash at the end: requests carry one of them
 * before the path of the operation. Variables have their default values.
 *
 * @example
 * // servers: [{ url: 'https://shop.example/api/v1' }] gives ['/api/v1'], no servers give ['']
 */
export function basePathsOf(servers: Cursor): string[] {
  const paths = servers.items().map(basePathOf)
  return paths.length === 0 ? [''] : [...new Set(paths)]
}

function basePathOf(server: Cursor): string {
  const written = server.at('url').value
  if (typeof written !== 'string') {
    server.report('a server needs a "url"')
    return ''
  }
  const variables = server.at('variables')
  const filled = written.replaceAll(/\{([^{}]+)\}/g, (_, name: string) =>
    String(variables.at(name).at('default').value ?? ''),
  )
  const path = filled.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/\/+$/, '')
  return path === '' || path.startsWith('/') ? path : `/${path}`
}
