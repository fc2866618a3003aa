import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { setInterval } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { selfSigned } from '../src/load/protocols/fixtures/self-signed.ts'
import { closedPort, listen } from '../src/load/protocols/fixtures/test-server.ts'
import { assay, startAssay } from './support/assay.ts'
import { load, onlyResult, STACK_TRACE } from './support/load.ts'
import { emptyFolder } from './support/project.ts'

const SHORT = ['--duration', '500ms', '--users', '2']

const answering = (listener: RequestListener = (_, response) => void response.end('ok')) =>
  listen(createHttpServer(listener))

/** A server that does not speak HTTP, or not well. */
const speaking = (speak: (socket: Socket) => void) =>
  listen(createServer((socket) => socket.once('data', () => speak(socket))))

const urlOf = ({ port }: { readonly port: number }, path = '/') => `http://127.0.0.1:${port}${path}`

test('a URL that answers is measured, and every request is accounted for', async () => {
  await using server = await answering()
  const finished = await load([urlOf(server, '/users/7?page=2'), ...SHORT])
  const { status, total, operations, name, file, load: words } = onlyResult(finished)
  expect(['valid', 'invalid']).toContain(status)
  expect(finished.code).toBe(status === 'valid' ? 0 : 1)
  expect(total.answered).toBeGreaterThan(20)
  expect(total).toMatchObject({ errors: 0, dropped: 0, failed: 0 })
  expect(operations.map(({ operation }) => operation)).toEqual(['GET /users/{id}'])
  expect({ name, file, words }).toEqual({
    name: `GET ${urlOf(server, '/users/7?page=2')}`,
    file: '',
    words: '2 users for 500 ms',
  })
  expect(finished.stderr).toContain('2 users for 500 ms')
})

test('a rate has every request that was due, whatever the machine does', async () => {
  await using server = await answering()
  const finished = await load([urlOf(server), '--rate', '100', '--duration', '1s', '--warm-up', '500ms'])
  const { total, phases, operations } = onlyResult(finished)
  expect(total.scheduled).toBe(100)
  expect(phases.map(({ name, isMeasured }) => [name, isMeasured])).toEqual([
    ['warm-up', false],
    ['steady', true],
  ])
  expect(operations).toHaveLength(1)
})

test('the request is the one that was described', async () => {
  const seen: unknown[] = []
  await using server = await answering((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const { authorization, 'x-team': team, 'content-type': type } = request.headers
      const body = Buffer.concat(chunks).toString()
      if (seen.length < 1) seen.push({ method: request.method, authorization, team, type, body })
      response.end()
    })
  })
  using folder = emptyFolder()
  writeFileSync(join(folder.directory, 'order.json'), '{"price":"5 €"}')
  const url = urlOf(server).replace('//', '//ada:secret@')
  const headers = [
    '--header',
    'X-Team: a',
    '--header',
    'x-team: b',
    '--header',
    'content-type: application/json',
  ]
  const flags = ['--method', 'put', ...headers, '--body', '@order.json']
  const finished = await load([url, ...SHORT, ...flags], folder)
  expect(onlyResult(finished).total.errors).toBe(0)
  const authorization = `Basic ${Buffer.from('ada:secret').toString('base64')}`
  const expected = { method: 'PUT', authorization, team: 'a, b', type: 'application/json' }
  expect(seen).toEqual([{ ...expected, body: '{"price":"5 €"}' }])
  expect(finished.stdout + finished.stderr).not.toContain('secret')
})

test('a limit that does not hold is told, and ends with 1', async () => {
  await using server = await answering()
  using folder = emptyFolder()
  const args = ['load', urlOf(server), ...SHORT, '--limit', 'requestRate>9000000/s', '--limit', 'p99<1m']
  const { code, stdout } = await assay([...args, '--report', 'load.html'], folder)
  expect(code).toBe(1)
  // On a machine that is too busy to measure, no limit is judged.
  if (!stdout.includes('INVALID')) {
    expect(stdout).toMatch(/requestRate is \d+\/s, and must be > 9000000\/s/)
    expect(stdout).toContain('✓ 4 limits hold')
  }
  const page = readFileSync(join(folder.directory, 'load.html'), 'utf8')
  expect(page).toContain('<!doctype html>')
  expect(page).toContain(urlOf(server))
})

test('a target that is down refuses everything, and that is told', async () => {
  const url = urlOf({ port: await closedPort() })
  for (const form of [SHORT, ['--rate', '40', '--duration', '500ms']]) {
    const finished = await load([url, ...form])
    const { total, notes } = onlyResult(finished)
    expect(finished.code).toBe(1)
    expect(total).toMatchObject({ sent: 0, answered: 0, failed: total.scheduled })
    expect(total.errorsByKind).toEqual({ refused: total.scheduled })
    expect(notes.join()).toContain('no request was answered: connect ECONNREFUSED')
  }
})

test('a machine without room for more connections spoils the measurement, and that is told', async () => {
  await using server = await answering()
  using folder = emptyFolder()
  const args = ['load', urlOf(server), '--users', '300', '--duration', '500ms']
  const { code, stdout } = await assay(args, { ...folder, maxOpenFiles: 150 })
  expect(code).toBe(1)
  expect(stdout).toContain('the generator could not open more connections (EMFILE)')
  expect(stdout).toContain('INVALID')
})

test('a name that nobody knows is told', async () => {
  const finished = await load(['http://no-such-host.invalid/', ...SHORT])
  expect(finished.code).toBe(1)
  const { total, notes } = onlyResult(finished)
  expect(total.errorsByKind).toEqual({ name: total.scheduled })
  expect(notes.join()).toContain('no-such-host.invalid')
})

test('a server that dies in the middle: what it answered counts, and what it did not', async () => {
  let answered = 0
  const dying = createHttpServer((_, response) => {
    answered += 1
    if (answered <= 40) return void response.end('ok')
    dying.close()
    dying.closeAllConnections()
  })
  await using server = await listen(dying)
  const finished = await load([urlOf(server), '--rate', '100', '--duration', '1s'])
  const { total } = onlyResult(finished)
  expect(finished.code).toBe(1)
  expect(total).toMatchObject({ scheduled: 100, answered: 40, errors: 60 })
  expect(total.errorsByKind.refused).toBeGreaterThan(50)
})

test('an answer that drips is given up in time', async () => {
  await using server = await speaking(async (socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n')
    for await (const _ of setInterval(20)) if (socket.destroyed || !socket.write('.')) return
  })
  const finished = await load([urlOf(server), ...SHORT, '--timeout', '200ms'])
  const { total, durationMs } = onlyResult(finished)
  expect(finished.code).toBe(1)
  expect(total.answered).toBe(0)
  expect(total.errorsByKind).toEqual({ timeout: total.scheduled })
  expect(total.latency.min).toBeGreaterThanOrEqual(200)
  expect(durationMs).toBe(500)
})

test('an answer without end is cut off before it fills the memory', async () => {
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
  await using server = await speaking((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')
    const more = () => {
      while (!socket.destroyed && socket.write(chunk));
    }
    socket.on('drain', more)
    more()
  })
  const { total, errorSamples } = onlyResult(await load([urlOf(server), ...SHORT]))
  expect(total.answered).toBe(0)
  expect(total.errorsByKind).toEqual({ protocol: total.scheduled })
  expect(errorSamples[0]!.message).toContain('16')
})

test('what is not HTTP is an error of the answer', async () => {
  await using server = await speaking((socket) => socket.end('220 mail.example.test ESMTP\r\n'))
  const finished = await load([urlOf(server), ...SHORT])
  const { total } = onlyResult(finished)
  expect(finished.code).toBe(1)
  expect(total.errorsByKind).toEqual({ protocol: total.scheduled })
})

test('a certificate that nobody vouches for is refused, unless it is to be accepted', async () => {
  await using server = await listen(createHttpsServer(selfSigned(), (_, response) => void response.end('ok')))
  const url = urlOf(server).replace('http:', 'https:')
  const refused = onlyResult(await load([url, ...SHORT]))
  expect(refused.total.errorsByKind).toEqual({ tls: refused.total.scheduled })
  expect(refused.notes.join()).toMatch(/self-signed/)
  const accepted = onlyResult(await load([url, ...SHORT, '--insecure']))
  expect(accepted.total.answered).toBeGreaterThan(0)
  expect(accepted.total.errors).toBe(0)
})

test('an interruption keeps what was measured, and says that it is a part', async () => {
  let answered = 0
  await using server = await answering((_, response) => {
    answered += 1
    response.end('ok')
  })
  using folder = emptyFolder()
  for (const flags of [[], ['--json']]) {
    answered = 0
    const command = startAssay(['load', urlOf(server), '--rate', '50', '--duration', '60s', ...flags], folder)
    await expect.poll(() => answered, { timeout: 30_000 }).toBeGreaterThan(20)
    command.signal('SIGINT')
    const { code, stdout } = await command.finished
    expect(code).toBe(130)
    expect(stdout).toContain('it was interrupted: the figures are those until then')
    if (flags.length === 0) {
      expect(stdout).toContain('PARTIAL')
      continue
    }
    const result = onlyResult({ code, stdout, stderr: '', results: JSON.parse(stdout) })
    expect(result).toMatchObject({ status: 'partial', total: { errors: 0, answered: result.total.sent } })
    expect(result.total.answered).toBeGreaterThan(20)
    expect(result.durationMs).toBeLessThan(60_000)
  }
})

test.each([
  [['nowhere.load.ts'], 'invalid_target', '"nowhere.load.ts" is neither a URL nor a file'],
  [['brows.load.ts'], 'invalid_target', 'did you mean "browse.load.ts"?'],
  [['localhost:3000/users'], 'invalid_target', 'did you mean "http://localhost:3000/users"?'],
  [['ftp://127.0.0.1/'], 'invalid_target', 'no address of http or https'],
  [['http://'], 'invalid_target', 'no address of http or https'],
  [['.'], 'invalid_target', 'files there: browse.load.ts'],
  [['notes.txt'], 'invalid_target', 'no file of TypeScript or JavaScript'],
  [['URL', '--limit', 'p95'], 'invalid_limit', 'has no operator and number'],
  [['URL', '--limit', 'p59<1s'], 'invalid_limit', 'did you mean "p50"?'],
  [['URL', '--limit', 'errorRate<200ms'], 'invalid_limit', "write it as 'errorRate<1%'"],
  [['URL', '--limit', 'p95<1s', '--limit', 'p95>1ms'], 'invalid_limit', 'is the second one on p95'],
  [['URL', '--users', 'many'], 'invalid_flag', '--users is "many"'],
  [['URL', '--users', '0'], 'invalid_flag', 'a whole number from 1 to'],
  [['URL', '--rate', '-5'], 'invalid_flag', '--rate is "-5"'],
  [['URL', '--duration', '10'], 'invalid_flag', '--duration is "10"'],
  [['URL', '--timeout', '0s'], 'invalid_flag', '--timeout is "0s"'],
  [['URL', '--users', '2', '--rate', '2'], 'invalid_flag', '--users and --rate were both given'],
  [['URL', '--header', 'nonsense'], 'invalid_flag', '"nonsense" is no header'],
  [['URL', '--header', 'a: b\nc: d'], 'invalid_flag', 'is no header'],
  [['URL', '--header', 'Host: x'], 'invalid_flag', '"host" follows from the request'],
  [['URL', '--method', 'G ET'], 'invalid_flag', 'no method a request can have'],
  [['URL', '--body', '@nowhere.json'], 'file_not_read', 'nowhere.json'],
  [['URL', '--report', 'no/where.html'], 'invalid_flag', 'its folder does not exist'],
  [['URL', '--scenario', 'x'], 'invalid_flag', '--scenario was given with a URL'],
  [['browse.load.ts', '--users', '3'], 'invalid_flag', '--users was given with a scenario file'],
])('assay load %j is refused (%s)', async ([target, ...flags], errorCode, text) => {
  using folder = emptyFolder()
  writeFileSync(join(folder.directory, 'browse.load.ts'), '')
  writeFileSync(join(folder.directory, 'notes.txt'), '')
  const args = [target === 'URL' ? 'http://127.0.0.1:9/' : target!, ...flags]
  const { code, stdout, stderr } = await assay(['load', ...args], folder)
  expect(code).toBe(3)
  expect(stderr).toContain(text)
  expect(stderr).toContain(`(${errorCode})`)
  expect(stderr).not.toMatch(STACK_TRACE)
  expect(stdout).toBe('')
  expect(existsSync(join(folder.directory, '.assay'))).toBe(false)
})

test('the help has examples and exit codes', async () => {
  using folder = emptyFolder()
  const { code, stdout } = await assay(['load', '--help'], folder)
  expect(code).toBe(0)
  expect(stdout.match(/^ {2}assay load /gm)!.length).toBeGreaterThanOrEqual(2)
  expect(stdout).toContain('130  interrupted')
})
