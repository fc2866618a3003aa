/** What the contract tests of this service test. */
export class ProductClient {
  constructor(url) {
    this.url = url
  }

  async get(path) {
    const response = await fetch(`${this.url}${path}`, { headers: { accept: 'application/json' } })
    if (response.status === 404) return undefined
    return response.json()
  }
}
