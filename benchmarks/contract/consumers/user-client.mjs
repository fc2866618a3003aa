/** What the tests of both tools test. */
export async function getUser(url, id) {
  const response = await fetch(`${url}/users/${id}`, { headers: { accept: 'application/json' } })
  return response.json()
}
