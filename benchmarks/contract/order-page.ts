/** A page of orders as JSON of 5 KB, and a pact whose answer it is, with forty rules. */
export interface OrderPage {
  readonly pact: string
  readonly answer: string
}

const ORDERS = 14

type Rule = Readonly<Record<string, unknown>>

const TIME = "yyyy-MM-dd'T'HH:mm:ssX"

/** One for each kind of matcher that is for values, and several for lists and what is in them. */
const RULES: Readonly<Record<string, Rule>> = {
  '$.page': { match: 'integer' },
  '$.total': { match: 'number' },
  '$.next': { match: 'regex', regex: '^/orders\\?page=\\d+$' },
  '$.requestId': { match: 'regex', regex: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}' },
  '$.version': { match: 'semver' },
  '$.generatedAt': { match: 'datetime', format: TIME },
  '$.day': { match: 'date', format: 'yyyy-MM-dd' },
  '$.time': { match: 'time', format: 'HH:mm' },
  '$.isLast': { match: 'boolean' },
  '$.previous': { match: 'null' },
  '$.note': { match: 'include', value: 'orders' },
  '$.currency': { match: 'equality' },
  '$.sums': { match: 'values' },
  '$.sums.*': { match: 'decimal' },
  '$.owner': { match: 'type' },
  '$.owner.name': { match: 'notEmpty' },
  '$.orders': { match: 'type', min: 1, max: 100 },
  '$.orders[*].id': { match: 'regex', regex: '^[A-Z]{3}-\\d{4}$' },
  '$.orders[*].placedAt': { match: 'datetime', format: TIME },
  '$.orders[*].state': { match: 'regex', regex: '^(open|paid|sent)$' },
  '$.orders[*].customer': { match: 'type' },
  '$.orders[*].customer.id': { match: 'integer' },
  '$.orders[*].customer.email': { match: 'regex', regex: '^[^@ ]+@[^@ ]+$' },
  '$.orders[*].customer.name': { match: 'type' },
  '$.orders[*].lines': { match: 'type', min: 1 },
  '$.orders[*].lines[*].sku': { match: 'regex', regex: '^[A-Z]{3}$' },
  '$.orders[*].lines[*].count': { match: 'integer' },
  '$.orders[*].lines[*].price': { match: 'decimal' },
  '$.orders[*].total': { match: 'number' },
  '$.orders[*].tags': { match: 'type', max: 5 },
  '$.orders[*].tags[*]': { match: 'type' },
  '$.orders[*].discount': { match: 'decimal' },
  '$.orders[*].address.city': { match: 'type' },
  '$.orders[*].address.postcode': { match: 'regex', regex: '^\\d{5}$' },
  '$.orders[*].address.country': { match: 'regex', regex: '^[A-Z]{2}$' },
  '$.orders[*].isGift': { match: 'boolean' },
  '$.orders[0].customer.name': { match: 'notEmpty' },
  '$.orders[0].lines[0].count': { match: 'number' },
  '$.orders[1].state': { match: 'type' },
  '$.orders[1].total': { match: 'decimal' },
}

/** The answer differs from the example wherever a rule lets it. */
export function orderPage(): OrderPage {
  const content = page('example')
  const rules = Object.entries(RULES).map(([path, rule]) => [path, { combine: 'AND', matchers: [rule] }])
  const interaction = {
    type: 'Synchronous/HTTP',
    description: 'a page of orders',
    request: { method: 'GET', path: '/orders' },
    response: {
      status: 200,
      headers: { 'Content-Type': ['application/json'] },
      body: { content, contentType: 'application/json', encoded: false },
      matchingRules: { body: Object.fromEntries(rules) },
    },
  }
  const pact = JSON.stringify({
    consumer: { name: 'web' },
    provider: { name: 'orders' },
    interactions: [interaction],
    metadata: { pactSpecification: { version: '4.0' } },
  })
  const answer = JSON.stringify(page('answer'))
  const isAsTold = rules.length === 40 && answer.length >= 5_000 && answer.length <= 5_250
  if (!isAsTold) throw new Error(`there are ${rules.length} rules for ${answer.length} bytes`)
  return { pact, answer }
}

type Which = 'answer' | 'example'

function page(which: Which) {
  const isAnswer = which === 'answer'
  return {
    page: isAnswer ? 3 : 1,
    total: ORDERS,
    next: isAnswer ? '/orders?page=4' : '/orders?page=2',
    requestId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    version: isAnswer ? '2.10.0' : '1.2.3',
    generatedAt: isAnswer ? '2026-11-21T09:45:01Z' : '2026-02-03T10:11:12Z',
    day: isAnswer ? '2026-11-21' : '2026-02-03',
    time: isAnswer ? '09:45' : '10:11',
    isLast: isAnswer,
    previous: null,
    note: isAnswer ? 'some orders' : 'all orders',
    currency: 'EUR',
    sums: { net: 100.5, gross: 119.6, tax: 19.1 },
    owner: { name: isAnswer ? 'Bob' : 'Ann', role: 'admin' },
    orders: Array.from({ length: ORDERS }, (_, index) => order(which, index)),
  }
}

function order(which: Which, index: number) {
  const isAnswer = which === 'answer'
  return {
    id: `${isAnswer ? 'ORD' : 'ABC'}-${1000 + index}`,
    placedAt: `2026-11-${10 + index}T12:00:00Z`,
    state: isAnswer ? 'paid' : 'open',
    customer: { id: 40 + index, name: isAnswer ? 'Bob Brown' : 'Ann Adams', email: 'bob@example.test' },
    lines: [
      { sku: 'LMP', count: isAnswer ? 2 : 1, price: 19.5 },
      { sku: 'TBL', count: 1, price: 249.9 },
    ],
    total: 288.9,
    tags: isAnswer ? ['new', 'fast'] : ['new'],
    discount: isAnswer ? 2.5 : 1.5,
    address: { city: isAnswer ? 'Köln' : 'Bonn', postcode: isAnswer ? '50667' : '53111', country: 'DE' },
    isGift: false,
  }
}
