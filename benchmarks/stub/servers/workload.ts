/** What every server of the benchmark answers: parameterised routes, one JSON body. */
export const ROUTE_COUNT = 200
export const KEEP_ALIVE_TIMEOUT_MS = 65_000

export const PRODUCT = {
  id: 'p-1042',
  name: 'Walnut desk, oiled',
  price: { amount: 48_900, currency: 'EUR' },
  categories: ['furniture', 'office'],
  stock: 17,
  description: 'A desk of solid walnut with two drawers, made to order in four weeks.',
}

/** The name that makes a route different from the others; the load asks for each of them in turn. */
export function resourceName(index: number): string {
  return `resource-${index}`
}

/** Tells the benchmark where the server listens, and, when asked, how much CPU the process has used. */
export function serveBenchmark(port: number): void {
  process.on('message', () => process.send?.({ cpuUsage: process.cpuUsage() }))
  process.on('disconnect', () => process.exit())
  process.send?.({ port })
}
