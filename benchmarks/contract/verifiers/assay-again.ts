import { readPactFile } from '../../../packages/assay/src/contract/file/read-pact-file.ts'
import { verifyPact } from '../../../packages/assay/src/contract/provider/verify-pact.ts'

// Verifies a pact again and again, and tells the memory in use after each time.
const [url = '', stateUrl = '', file = '', times = '1'] = process.argv.slice(2)
const heapBytes: number[] = []
for (let round = 0; round < Number(times); round += 1) {
  const { pact } = await readPactFile(file)
  const states = { url: stateUrl, hasTeardown: true }
  const { outcome } = await verifyPact(pact, { name: 'users', url, states })
  if (outcome !== 'passed') throw new Error(`the verification has ${outcome}`)
  globalThis.gc?.()
  heapBytes.push(process.memoryUsage().heapUsed)
}
process.send?.({ heapBytes })
