/** What the tests of this project test. */
export class ProductClient {
  constructor(url) {
    this.url = url
  }

  async get(id) {
    const response = await fetch(`${this.url}/products/${id}`, { headers: { accept: 'application/json' } })
    if (!response.ok) throw new Error(`products answered ${response.status}`)
    return response.json()
  }
}
