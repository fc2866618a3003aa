import { writeFile } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import core from '@pact-foundation/pact-core'
import type { FuzzResponse, Outcome, ResponseCase } from '../fuzz-case.ts'
import { bodyBytes, contentTypeIn } from '../render-body.ts'
import { interactionsPactText, interactionText } from '../write-case.ts'
import { type CoreMismatch, mismatchOutcome } from './core-mismatch.ts'
import { sentHeaders } from './sent-headers.ts'

const HOST = '127.0.0.1'

/** Has the verifier of pact-core compare responses, all in one pact. */
export async function askAboutResponses(
  cases: readonly ResponseCase[],
  directory: string,
): Promise<readonly Outcome[]> {
  const provider = await startProvider(cases.map(({ actual }) => actual))
  try {
    const file = join(directory, 'responses.json')
    const interactions = cases.map(({ expected, rules }, index) =>
      interactionText(pathOf(index), expected, rules),
    )
    await writeFile(file, interactionsPactText(interactions))
    const { port } = provider.address() as AddressInfo
    const results = resultsIn(await verify(file, port))
    return cases.map((one, index) => outcomeOf(one, results.get(pathOf(index))))
  } finally {
    provider.closeAllConnections()
    provider.close()
  }
}

function pathOf(index: number): string {
  return `/${index}`
}

function startProvider(answers: readonly FuzzResponse[]): Promise<Server> {
  const server = createServer((request, response) => {
    const answer = answers[Number(request.url?.slice(1))]
    if (answer === undefined) response.writeHead(404).end()
    else sendAnswer(answer, response)
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, HOST, () => resolve(server))
  })
}

function sendAnswer({ status, headers, body }: FuzzResponse, response: ServerResponse): void {
  response.sendDate = false
  response.writeHead(status, sentHeaders(headers)).end(bodyBytes(body))
}

/** The report of the verifier, as JSON. Its promise is broken when a response is not the expected one. */
async function verify(file: string, port: number): Promise<string> {
  try {
    return String(
      await core.default.verifyPacts({
        provider: 'orders',
        providerBaseUrl: `http://${HOST}:${port}`,
        pactUrls: [file],
        logLevel: 'error',
      }),
    )
  } catch (error) {
    return (error as Error).message
  }
}

interface InteractionResult {
  readonly description: string
  readonly result: string
  readonly mismatch?: { readonly type: string; readonly mismatches?: readonly CoreMismatch[] }
}

function resultsIn(report: string): Map<string, InteractionResult> {
  const { interactionResults } = JSON.parse(report) as { interactionResults: readonly InteractionResult[] }
  return new Map(interactionResults.map((result) => [result.description, result]))
}

function outcomeOf({ expected }: ResponseCase, result: InteractionResult | undefined): Outcome {
  if (result === undefined) return { verdict: 'refused' }
  if (result.result === 'OK') return { verdict: 'match', found: [] }
  const mismatches = result.mismatch?.mismatches
  if (mismatches === undefined) return { verdict: 'mismatch' }
  return mismatchOutcome(mismatches, contentTypeIn(expected.headers))
}
