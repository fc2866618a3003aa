import { describe, expect, test } from 'assay/test'
import { forwardHeaders, withoutHopByHop } from '../../src/forwarded-headers.ts'

const origin = { address: '192.0.2.7', protocol: 'https', host: 'shop.example' }

describe('a header that concerns one connection is not forwarded', () => {
  test.for([
    'connection',
    'keep-alive',
    'proxy-authenticate',
    'proxy-authorization',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
  ])('%s', (name) => {
    expect(withoutHopByHop({ [name]: 'x', accept: 'application/json' })).toEqual({
      accept: 'application/json',
    })
  })

  test('nor one that the Connection header names, in whatever case', () => {
    const headers = { connection: 'close, X-Debug', 'x-debug': '1', 'x-kept': '2' }
    expect(withoutHopByHop(headers)).toEqual({ 'x-kept': '2' })
  })
})

test('everything else of a request is forwarded as it came', () => {
  const headers = {
    authorization: 'Bearer a.b.c',
    'content-type': 'application/json',
    'accept-language': 'en',
  }
  expect(forwardHeaders(headers, origin)).toMatchObject(headers)
})

test('the services behind are told where a request came from', () => {
  expect(forwardHeaders({ host: 'gateway:8080', forwarded: 'for=10.0.0.1' }, origin)).toEqual({
    'x-forwarded-for': '192.0.2.7',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'shop.example',
  })
})

describe('what a client says of where it came from', () => {
  const headers = { 'x-forwarded-for': '203.0.113.9' }

  test('is not believed', () => {
    expect(forwardHeaders(headers, origin)['x-forwarded-for']).toBe('192.0.2.7')
  })

  test('is kept in front when it comes from a proxy that is believed', () => {
    const forwarded = forwardHeaders(headers, { ...origin, earlier: '203.0.113.9' })
    expect(forwarded['x-forwarded-for']).toBe('203.0.113.9, 192.0.2.7')
  })
})
