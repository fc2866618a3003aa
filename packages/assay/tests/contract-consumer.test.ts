import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startVitest } from './support/assay.ts'
import { copyProject, type Project } from './support/project.ts'

/** Without Assay and its plugin: whoever has Vitest can begin with contracts alone. */
async function runTests(project: Project, folder: string) {
  const { code, stdout, stderr } = await startVitest(['run', folder], project).finished
  return { code, output: stdout + stderr }
}

function pactFile({ directory }: Project): string {
  return join(directory, 'pacts/orders-products.json')
}

test('writes what tests have shown, the same on every run', async () => {
  using project = copyProject('consumer')
  const { code, output } = await runTests(project, 'tests')
  expect(code, output).toBe(0)
  const text = readFileSync(pactFile(project), 'utf8')
  const { metadata, ...pact } = JSON.parse(text)
  expect(metadata.pactSpecification).toEqual({ version: '4.0' })
  expect(pact).toMatchInlineSnapshot(`
    {
      "consumer": {
        "name": "orders",
      },
      "interactions": [
        {
          "comments": {
            "testname": "tests/products.test.ts > an event changes the price",
          },
          "contents": {
            "content": {
              "price": 9.5,
            },
            "contentType": "application/json",
            "encoded": false,
          },
          "description": "a changed price",
          "matchingRules": {
            "body": {
              "$.price": {
                "combine": "AND",
                "matchers": [
                  {
                    "match": "type",
                  },
                ],
              },
            },
          },
          "pending": false,
          "type": "Asynchronous/Messages",
        },
        {
          "comments": {
            "testname": "tests/products.test.ts > an order > needs the price of a product",
            "text": [
              "optional: $.weight, for example 2",
            ],
          },
          "description": "a request for a product",
          "pending": false,
          "providerStates": [
            {
              "name": "a product exists",
              "params": {
                "id": 7,
              },
            },
          ],
          "request": {
            "headers": {
              "Accept": [
                "application/json",
              ],
            },
            "method": "GET",
            "path": "/products/7",
          },
          "response": {
            "body": {
              "content": {
                "id": 7,
                "name": "Lamp",
                "note": "x",
                "tags": [
                  "new",
                ],
              },
              "contentType": "application/json",
              "encoded": false,
            },
            "headers": {
              "Content-Type": [
                "application/json",
              ],
            },
            "matchingRules": {
              "body": {
                "$.id": {
                  "combine": "AND",
                  "matchers": [
                    {
                      "match": "integer",
                    },
                  ],
                },
                "$.name": {
                  "combine": "AND",
                  "matchers": [
                    {
                      "match": "type",
                    },
                  ],
                },
                "$.note": {
                  "combine": "OR",
                  "matchers": [
                    {
                      "match": "type",
                    },
                    {
                      "match": "null",
                    },
                  ],
                },
                "$.tags": {
                  "combine": "AND",
                  "matchers": [
                    {
                      "match": "type",
                      "min": 1,
                    },
                  ],
                },
              },
            },
            "status": 200,
          },
          "type": "Synchronous/HTTP",
        },
      ],
      "provider": {
        "name": "products",
      },
    }
  `)
  await runTests(project, 'tests')
  expect(readFileSync(pactFile(project), 'utf8')).toBe(text)
})

test('a test that uses its mock otherwise fails, says why, and writes nothing', async () => {
  using project = copyProject('consumer')
  const { code, output } = await runTests(project, 'broken')
  expect(code).toBe(1)
  expect(output).toContain('4 failed')
  expect(existsSync(pactFile(project))).toBe(false)

  expect(failureOf(output, 'asks for another product')).toContain('products answered 500')
  expect(failureOf(output, 'asks for another product', 2)).toMatchInlineSnapshot(`
    "AssayError: The mock of "products" received a request that no interaction of the test expects: GET /products/8.
      near: "a request for a product"
        path: Expected '/products/8' to be equal to '/products/7'
          expected: /products/7
          actual:   /products/8
      never requested: "a request for a product" (GET /products/7)
      fix: correct the consumer, or the interaction if the request is as it should be
      (pact_unexpected_request)"
  `)
  expect(failureOf(output, 'asks for nothing')).toMatchInlineSnapshot(`
    "AssayError: The mock of "products" expected a request that the test did not make.
      never requested: "a request for a product" (GET /products/7)
      fix: let the test await everything it does, or leave the interaction out
      (pact_not_fulfilled)"
  `)
  expect(failureOf(output, 'expects too much')).toContain('expected { id: 7 } to deeply equal { id: 8 }')
  expect(failureOf(output, 'fails before it asks')).toContain('nothing was asked')
  expect(output.match(/pact_not_fulfilled\)/g)).toHaveLength(1)
})

test('tests that contradict each other fail their file, and write nothing', async () => {
  using project = copyProject('consumer')
  const { code, output } = await runTests(project, 'conflicting')
  expect(code).toBe(1)
  expect(output).toContain('would have two different interactions "a request"')
  expect(output).toContain('there from: conflicting/products.test.ts > expects 200')
  expect(output).toContain('now from:   conflicting/products.test.ts > expects 201')
  expect(existsSync(pactFile(project))).toBe(false)
})

/** The message of the first or another failure of a test, as Vitest prints it. */
function failureOf(output: string, title: string, which = 1): string {
  const section = output.split(/^ FAIL /m).filter((part) => part.split('\n')[0]?.endsWith(`> ${title}`))[
    which - 1
  ]
  const message = section?.split('\n').slice(1).join('\n').split(/\n ❯ /)[0]
  return message?.trim() ?? `no failure ${which} of "${title}" in:\n${output}`
}
