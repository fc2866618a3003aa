import { expect, test } from 'vitest'
import { NodeClientParser, type Outcome } from './fixtures/node-parser.ts'
import { ResponseGenerator } from './fixtures/random-response.ts'
import { RandomSource } from './fixtures/random-source.ts'
import { ProtocolError } from './protocol-error.ts'
import { ResponseParser } from './response-parser.ts'

test('x', { timeout: 120_000 }, () => {
  const node = new NodeClientParser()
  const ours = new ResponseParser({ maxHeadBytes: 1 << 24, maxBodyBytes: Number.MAX_SAFE_INTEGER })
  const counts: Record<string, number> = {}
  const count = (k: string) => { counts[k] = (counts[k] ?? 0) + 1 }
  const N = Number(process.env['ASSAY_FUZZ_CASES'] ?? 120_000)
  const base = Number(process.env['ASSAY_FUZZ_SEED'] ?? 1)
  let failures = 0
  for (let i = 0; i < N; i++) {
    const random = new RandomSource(base * 1_000_003 + i)
    const r = new ResponseGenerator(random).next()
    const split = (b: Buffer) => { const out: Buffer[] = []; let at = 0; const mode = random.below(4); while (at < b.length) { const n = mode === 0 ? b.length : mode === 1 ? 1 + random.below(b.length) : mode === 2 ? 1 + random.below(40) : 1; out.push(b.subarray(at, at + n)); at += n } return out }
    const theirs = node.parse(split(r.bytes), r.method)
    let mine: Outcome
    try { mine = run(ours, split(r.bytes), r.method) } catch (e) { if (!(e instanceof ProtocolError)) throw e; mine = { kind: 'rejected', reason: e.code } }
    count(mine.kind); if (r.isOdd) count('odd'); if (mine.reason) count(mine.reason)
    const { reason: a, ...A } = mine; const { reason: b, ...B } = theirs
    if (JSON.stringify(A) !== JSON.stringify(B) && failures++ < 8) {
      console.log(i, r.method, JSON.stringify(r.bytes.toString('latin1')), '\nours', JSON.stringify(mine), '\nnode', JSON.stringify(theirs))
    }
  }
  console.log(counts, failures)
  expect(failures).toBe(0)
})

function run(p: ResponseParser, pieces: Buffer[], method: string): Outcome {
  p.begin(method)
  let kind: Outcome['kind'] = 'incomplete'
  for (const piece of pieces) { const b = Buffer.from(piece); const done = p.feed(b, b.length); b.fill(0x41); if (done) { kind = 'complete'; break } }
  if (kind === 'incomplete' && p.end()) kind = 'complete_at_end'
  if (kind === 'incomplete') return { kind }
  const rawHeaders: string[] = []
  for (const l of p.head.split('\r\n').slice(1)) { const c = l.indexOf(':'); rawHeaders.push(l.slice(0, c), l.slice(c + 1).replace(/^[ \t]+|[ \t]+$/g, '')) }
  return { kind, status: p.status, rawHeaders, body: p.body }
}
