import { currentContext, outgoingHeaders, readContext, runInContext } from '@shop/service-kit/request-context'
import { describe, expect, test } from 'assay/test'

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const SPAN = '00f067aa0ba902b7'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

describe('a request id', () => {
  test.for(['r1', '0198c0de-7a2b-7c3d-9e4f-5a6b7c8d9e0f', 'checkout:42.a_b-c', 'x'.repeat(128)])(
    'is kept: %s',
    (id) => {
      expect(readContext({ 'x-request-id': id }).requestId).toBe(id)
    },
  )

  test.for(['', 'two words', 'line\nbreak', '"quoted"', 'x'.repeat(129), ['r1', 'r2'], undefined])(
    'is replaced, as it could not be trusted in a log: %o',
    (id) => {
      expect(readContext({ 'x-request-id': id }).requestId).toMatch(UUID)
    },
  )
})

describe('a trace', () => {
  test('goes on in a span of its own, with the flags it came with', () => {
    const context = readContext({ traceparent: `00-${TRACE}-${SPAN}-00` })
    expect(context).toMatchObject({ traceId: TRACE, traceFlags: '00' })
    expect(context.spanId).toMatch(/^[0-9a-f]{16}$/)
    expect(context.spanId).not.toBe(SPAN)
  })

  test.for([
    ['of another version', `ff-${TRACE}-${SPAN}-01`],
    ['without an id', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['without a parent', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['in capitals', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
    ['that is too long', `00-${TRACE}-${SPAN}-01-extra`],
  ])('%s is not believed: a new one begins', ([, traceparent]) => {
    const { traceId } = readContext({ traceparent })
    expect(traceId).toMatch(/^[0-9a-f]{32}$/)
    expect(traceId).not.toBe(TRACE)
  })
})

test('two things done at once keep their contexts apart, across what they await', async () => {
  const work = async (id: string) =>
    runInContext(readContext({ 'x-request-id': id }), async () => {
      await Promise.resolve()
      return currentContext()?.requestId
    })
  expect(await Promise.all([work('a'), work('b')])).toEqual(['a', 'b'])
  expect(currentContext()).toBeUndefined()
})

test('the next hop is told the request id and the own span as its parent', () => {
  const context = readContext({ 'x-request-id': 'r1', traceparent: `00-${TRACE}-${SPAN}-01` })
  expect(runInContext(context, () => outgoingHeaders())).toEqual({
    'x-request-id': 'r1',
    traceparent: `00-${TRACE}-${context.spanId}-01`,
  })
})

test('outside of a request nothing is told', () => {
  expect(outgoingHeaders()).toEqual({})
})
