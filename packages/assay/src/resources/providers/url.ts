import type { Provider } from './provider.ts'

/** A server that already runs, named by the definition. */
export const urlProvider: Provider = {
  name: 'url',
  async find({ url }) {
    if (url === undefined) return { provider: 'url', reason: 'no url is given', fix: undefined }
    return {
      provider: 'url',
      version: undefined,
      source: withoutPassword(url),
      needsDownload: false,
      prepare: () => Promise.resolve({ form: 'server', url, close: () => Promise.resolve() }),
    }
  },
}

function withoutPassword(url: string): string {
  const parsed = new URL(url)
  if (parsed.password !== '') parsed.password = '***'
  return parsed.href
}
