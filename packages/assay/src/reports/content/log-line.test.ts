import { describe, expect, test } from 'vitest'
import { parseLogLine, readableLogLine, tellingLogLines } from './log-line.ts'

describe('a line of a structured logger', () => {
  test('pino', () => {
    const line =
      '{"level":50,"time":1795254323000,"pid":7,"hostname":"ci","name":"orders","msg":"no stock","sku":"a-1","left":0}'
    expect(readableLogLine('orders', line)).toBe('09:45:23 ERROR orders  no stock sku=a-1 left=0')
  })

  test('winston, zerolog and others that write their level as a word', () => {
    const line =
      '{"severity":"warning","timestamp":"2026-11-21T09:45:23.120Z","message":"slow","path":"/a b"}'
    expect(readableLogLine('web', line)).toBe('09:45:23 WARNING web  slow path="/a b"')
  })

  test('an error is told by its message', () => {
    const line =
      '{"level":50,"msg":"failed","err":{"type":"Error","message":"no ack","stack":"Error: no ack\\n at x"}}'
    expect(parseLogLine(line)).toEqual({
      time: undefined,
      level: 'ERROR',
      message: 'failed',
      fields: 'err="no ack"',
    })
  })

  test('nested and long values are bounded', () => {
    const line = JSON.stringify({ level: 30, msg: 'm', body: { items: Array(500).fill('x') } })
    expect(readableLogLine('orders', line).length).toBeLessThan(400)
  })
})

test.each(['plain text', '{"level":30', '{"no":"level"}', '[1]', '{}', ''])(
  'any other line stays as it is: %s',
  (line) => {
    expect(readableLogLine('orders', line)).toBe(line)
  },
)

describe('the lines that say most', () => {
  const lines = Array.from({ length: 30 }, (_, index) =>
    JSON.stringify({ level: index === 3 ? 50 : 30, msg: `m${index}` }),
  )

  test('are the grave ones and the latest, in their order', () => {
    expect(tellingLogLines(lines, 4).map((line) => parseLogLine(line)?.message)).toEqual([
      'm3',
      'm27',
      'm28',
      'm29',
    ])
  })

  test('are all when there are few', () => {
    expect(tellingLogLines(lines, 30)).toEqual(lines)
  })
})
