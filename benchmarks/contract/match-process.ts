import { readPact } from '../../packages/assay/src/contract/file/read-pact.ts'
import { matchResponse } from '../../packages/assay/src/contract/matching/match-response.ts'
import { orderPage } from './order-page.ts'

const WARM_UP = 5_000
const ROUNDS = 5_000

// From the bytes of an answer to what is wrong with it, which is nothing: parsing is part of it.
const { pact, answer } = orderPage()
const [interaction] = readPact(pact, 'the benchmark').pact.interactions
if (interaction?.kind !== 'http') throw new Error('the pact has another interaction')
const { response } = interaction
const body = Buffer.from(answer)
const actual = { status: 200, headers: { 'content-type': ['application/json; charset=utf-8'] }, body }

const microseconds: number[] = []
for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
  const started = performance.now()
  const mismatches = matchResponse(response, actual)
  microseconds.push((performance.now() - started) * 1_000)
  if (mismatches.length > 0) throw new Error(`the answer does not match: ${JSON.stringify(mismatches[0])}`)
}
process.send?.({ first: microseconds[0], warm: microseconds.slice(WARM_UP), sizeBytes: body.length })
