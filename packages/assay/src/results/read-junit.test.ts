import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AssayError } from '../errors/assay-error.ts'
import type { TestResult } from '../model/test-result.ts'
import { readJunit } from './read-junit.ts'

const DEFAULTS = { service: 'orders', level: 'unit', directory: '/ci/shop/services/web' } as const

function readSample(name: string, more: object = {}): TestResult[] {
  const xml = readFileSync(join(import.meta.dirname, 'fixtures/junit', `${name}.xml`), 'utf8')
  return readJunit(xml, { ...DEFAULTS, ...more })
}

/** What was read, one line per fact, as a snapshot that can be read. */
function shown(results: readonly TestResult[]): string {
  return results
    .flatMap(({ status, titles, file, attempts, console }) => [
      `${status} ${titles.join(' > ')}${file === '' ? '' : ` (${file})`}`,
      ...attempts.flatMap((attempt, index) => [
        `  ${index + 1}. ${attempt.status} ${attempt.durationMs} ms`,
        ...attempt.errors.map(({ message, place }) => `     ${JSON.stringify(message)} at ${place}`),
      ]),
      ...console.map((line) => `  | ${line}`),
    ])
    .join('\n')
}

describe('dialects', () => {
  test('pytest', () => {
    const results = readSample('pytest', { directory: '/app' })
    expect(shown(results)).toMatchInlineSnapshot(`
      "passed tests.unit.test_price.TestPrice > test_rounds[half-up] (tests/unit/test_price.py)
        1. passed 3 ms
      failed tests.unit.test_price.TestPrice > test_discount (tests/unit/test_price.py)
        1. failed 4 ms
           "AssertionError: assert 95 == 90\\n +  where 95 = price(100, 'premium')" at tests/unit/test_price.py:23
        | --------------------------------- Captured Out ---------------------------------
        | rate: 0.05
      skipped tests.unit.test_price > test_currency (tests/unit/test_price.py)
        1. skipped 0 ms
        | skipped: needs the exchange rates
      failed tests.unit.test_store > test_keeps
        1. failed 10 ms
           "failed on setup with \\"OSError: no space left on device\\"" at undefined"
    `)
    expect(results[1]?.attempts[0]?.errors[0]?.stack).toContain("assert price(100, 'premium') == 90")
    expect(results[0]?.attempts[0]?.startedAt).toBe(Date.UTC(2026, 10, 21, 9, 45, 12, 123))
  })

  test('Maven Surefire with repeated tests', () => {
    expect(shown(readSample('surefire'))).toMatchInlineSnapshot(`
      "passed shop.orders.OrderTest > confirmsAfterReservation
        1. passed 41 ms
      failed shop.orders.OrderTest > rejectsWithoutStock
        1. failed 0 ms
           "expected: <REJECTED> but was: <PENDING>" at undefined
        2. failed 1200250 ms
           "expected: <REJECTED> but was: <CONFIRMED>" at undefined
        | stock: 0
      passed shop.orders.OrderTest > sendsMail
        1. failed 0 ms
           "Connection reset" at undefined
        2. failed 0 ms
           "org.opentest4j.AssertionFailedError: no mail" at undefined
        3. passed 200 ms
      skipped shop.orders.OrderTest > exportsToSap
        1. skipped 0 ms
        | skipped: SAP is not here"
    `)
  })

  test('gotestsum with repeated tests and a package that does not build', () => {
    expect(shown(readSample('gotestsum'))).toMatchInlineSnapshot(`
      "failed example.com/shop/inventory/stock > TestReserve/never_negative
        1. failed 10 ms
           "stock_test.go:31: stock is -2, want >= 0" at undefined
      passed example.com/shop/inventory/stock > TestRelease
        1. failed 200 ms
           "stock_test.go:52: timed out" at undefined
        2. passed 150 ms
      skipped example.com/shop/inventory/stock > TestExport
        1. skipped 0 ms
        | skipped: stock_test.go:70: short mode
      failed example.com/shop/inventory/broken > TestMain
        1. failed 0 ms
           "broken.go:3:8: package missing is not in std\\nFAIL\\texample.com/shop/inventory/broken [build failed]" at undefined"
    `)
  })

  test('Jest', () => {
    expect(shown(readSample('jest'))).toMatchInlineSnapshot(`
      "passed cart adds an item (tests/unit/cart.test.js)
        1. passed 5 ms
      failed cart totals > sums the prices (tests/unit/cart.test.js)
        1. failed 2 ms
           "Error: expect(received).toBe(expected) // Object.is equality\\n\\nExpected: 30\\nReceived: 20" at tests/unit/cart.test.js:14:22"
    `)
  })

  test('Vitest', () => {
    expect(shown(readSample('vitest'))).toMatchInlineSnapshot(`
      "failed price > rounds half up (tests/unit/price.test.ts)
        1. failed 4.1 ms
           "expected 19.99 to be 20 // Object.is equality" at tests/unit/price.test.ts:12:23
      passed price > is never negative (tests/unit/price.test.ts)
        1. passed 0.7 ms
      skipped price > knows every currency (tests/unit/price.test.ts)
        1. skipped 0 ms"
    `)
  })

  test('Gradle', () => {
    expect(shown(readSample('gradle'))).toMatchInlineSnapshot(`
      "passed shop.orders.DiscountTest > premium()
        1. passed 12 ms
      failed shop.orders.DiscountTest > [2] total=101, discount=5
        1. failed 20 ms
           "org.opentest4j.AssertionFailedError: expected: <5> but was: <0>" at undefined"
    `)
  })

  test('PHPUnit with data sets in nested suites', () => {
    expect(shown(readSample('phpunit', { directory: '/ci/shop/services/users' }))).toMatchInlineSnapshot(`
      "passed Tests.PasswordTest > testAcceptsLong (tests/PasswordTest.php)
        1. passed 4 ms
      passed Tests.PasswordTest > testRefuses with data set "short" (tests/PasswordTest.php)
        1. passed 4 ms
      failed Tests.PasswordTest > testRefuses with data set "empty" (tests/PasswordTest.php)
        1. failed 4 ms
           "Tests\\\\PasswordTest::testRefuses with data set \\"empty\\"\\nTypeError: strlen(): Argument #1 must be of type string, null given\\n\\n/ci/shop/services/users/tests/PasswordTest.php:24" at tests/PasswordTest.php:24"
    `)
  })

  test('NUnit, which says in an attribute what did not run', () => {
    expect(shown(readSample('nunit'))).toMatchInlineSnapshot(`
      "passed Shop.Gateway.Tests.RateLimitTests > AllowsBurst
        1. passed 21 ms
      failed Shop.Gateway.Tests.RateLimitTests > Answers429
        1. failed 44 ms
           "Expected: 429\\n  But was:  200" at undefined
      skipped Shop.Gateway.Tests.RateLimitTests > Resets
        1. skipped 0 ms"
    `)
  })

  test('node:test with equal names in nested suites', () => {
    expect(shown(readSample('node-test'))).toMatchInlineSnapshot(`
      "passed stock > is kept (tests/unit/stock.test.mjs)
        1. passed 0.433 ms
      failed stock > reservation > is kept
        1. failed 0.3 ms
           "Expected values to be strictly equal:\\n\\n1 !== 2" at undefined
      passed at the root
        1. passed 1 ms"
    `)
  })

  test('namespaces, tests that did not run, a suite that failed itself', () => {
    expect(shown(readSample('with-namespace'))).toMatchInlineSnapshot(`
      "passed GatewayTest > Routes
        1. passed 0 ms
      skipped GatewayTest > DISABLED_Retries
        1. skipped 0 ms
      failed GatewayTest > the suite itself
        1. failed 0 ms
           "set-up failed: port is taken" at undefined"
    `)
  })
})

describe('files', () => {
  const xml = (file: string) => `<testsuite><testcase name="t" file="${file}"/></testsuite>`
  const fileOf = (file: string, more: object = {}) => readJunit(xml(file), { ...DEFAULTS, ...more })[0]?.file

  test('are told from the folder the runner worked in, or from the root', () => {
    expect(fileOf('tests/a.py')).toBe('tests/a.py')
    expect(fileOf('/ci/shop/services/web/tests/a.py')).toBe('tests/a.py')
    expect(fileOf('tests/a.py', { root: '/ci/shop' })).toBe('services/web/tests/a.py')
  })

  test('stay as they are when they lie elsewhere', () => {
    expect(fileOf('/app/tests/a.py')).toBe('/app/tests/a.py')
  })
})

describe('tests of one name', () => {
  test('are all kept, whatever became of the others', () => {
    const twice = `<testsuite><testcase classname="C" name="t"><failure message="no"/></testcase>
      <testcase classname="C" name="t"/><testcase classname="C" name="t"/></testsuite>`
    const results = readJunit(twice, DEFAULTS)
    expect(results.map(({ titles, status }) => [titles.at(-1), status])).toEqual([
      ['t', 'failed'],
      ['t (2)', 'passed'],
      ['t (3)', 'passed'],
    ])
    expect(new Set(results.map(({ id }) => id)).size).toBe(3)
  })
})

describe('the same test', () => {
  test('has the same id in every run', () => {
    const ids = () => readSample('phpunit').map(({ id }) => id)
    expect(ids()).toEqual(ids())
  })
})

describe('output', () => {
  test('loses colours and forbidden characters, not the results', () => {
    const xml = `<testsuite><testcase name="t"><failure message="&#27;[31mred&#x1b;[0m \u0007 &#0;">x</failure>
      <system-out>\u001b[1mbold\u001b[0m\n&#8;done</system-out></testcase></testsuite>`
    const [result] = readJunit(xml, DEFAULTS)
    expect(result?.attempts[0]?.errors[0]?.message).toBe('red \uFFFD \uFFFD')
    expect(result?.console).toEqual(['bold', '\uFFFDdone'])
  })

  test('is bounded', () => {
    const text = 'line\n'.repeat(50_000)
    const xml = `<testsuite><testcase name="t"><failure>${text}</failure><system-out>${text}</system-out></testcase></testsuite>`
    const [result] = readJunit(xml, DEFAULTS)
    expect(result?.console).toHaveLength(100)
    expect(JSON.stringify(result).length).toBeLessThan(50_000)
  })
})

describe('what cannot be read', () => {
  function failureOf(xml: string): AssayError {
    try {
      readJunit(xml, { ...DEFAULTS, file: 'services/orders/junit.xml' })
    } catch (error) {
      if (error instanceof AssayError) return error
    }
    throw new Error('it was read')
  }

  test('a file that ends in the middle', () => {
    const error = failureOf('<testsuites>\n<testsuite name="a">\n<testcase name="b"/>\n<testca')
    expect(error.code).toBe('junit_unreadable')
    expect(error.fault).toBe('configuration')
    expect(error.message).toMatchInlineSnapshot(
      `"The JUnit report is not well-formed XML; line 4, column 7: unclosed tag: testsuite"`,
    )
    expect(error.evidence).toEqual(['in: services/orders/junit.xml'])
    expect(error.fix).toContain('let the runner finish')
  })

  test.each([
    ['nothing', ''],
    ['no XML', '{"tests": []}'],
    ['tags that do not match', '<testsuite><testcase></testsuite>'],
    [
      'an entity the document declares',
      '<!DOCTYPE t [<!ENTITY e "x">]><testsuite><testcase name="&e;"/></testsuite>',
    ],
    [
      'an external entity',
      '<!DOCTYPE t [<!ENTITY e SYSTEM "file:///etc/hostname">]><testsuite>&e;</testsuite>',
    ],
  ])('%s', (_what, xml) => {
    expect(failureOf(xml).code).toBe('junit_unreadable')
  })

  test('XML that is no JUnit report', () => {
    const error = failureOf('<test-run><testcase name="a"/></test-run>')
    expect(error.code).toBe('not_junit')
    expect(error.message).toContain('<test-run>')
  })

  test('a file of more than 100 MiB', () => {
    const error = failureOf(' '.repeat(100 * 1_024 * 1_024 + 1))
    expect(error.code).toBe('junit_too_large')
    expect(error.message).toContain('at most 100 MiB')
  })

  test('a bomb of nested entities stays small', () => {
    const entities = Array.from(
      { length: 20 },
      (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`,
    ).join('')
    const bomb = `<!DOCTYPE t [<!ENTITY e0 "x">${entities}]><testsuite><testcase name="&e20;"/></testsuite>`
    expect(failureOf(bomb).code).toBe('junit_unreadable')
  })
})

test('an empty report has no tests', () => {
  expect(readJunit('<testsuites/>', DEFAULTS)).toEqual([])
})
