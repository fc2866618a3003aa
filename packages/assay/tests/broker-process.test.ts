import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { listen } from '../src/load/protocols/fixtures/test-server.ts'
import { assay, startAssay } from './support/assay.ts'
import { pactOf, testBroker } from './support/broker.ts'
import { emptyFolder } from './support/project.ts'

// The broker as a process: how it starts and ends, and what is left of it.

const ADDRESS = /listens at (http:\S+?)[;,]/

async function started(directory: string, ...args: readonly string[]) {
  const running = startAssay(['broker', '--port', '0', '--file', 'broker.sqlite', ...args], { directory })
  await running.shows(ADDRESS)
  return { running, url: ADDRESS.exec(running.output())?.[1] ?? '' }
}

function publish(url: string, version: string, provider = 'products'): Promise<Response> {
  const path = `/pacts/provider/${provider}/consumer/orders/version/${version}`
  const body = JSON.stringify(pactOf([`version ${version}`], { provider }))
  return fetch(url + path, { method: 'PUT', body })
}

async function versionsAt(url: string): Promise<string[]> {
  const answer = await fetch(`${url}/pacticipants/orders/versions?pageSize=1000`)
  const { _embedded } = (await answer.json()) as { _embedded: { versions: { number: string }[] } }
  return _embedded.versions.map(({ number }) => number)
}

test.for(['SIGINT', 'SIGTERM'] as const)(
  '%s ends it, and what it was told is in one file',
  async (signal) => {
    using folder = emptyFolder()
    const { running, url } = await started(folder.directory)
    expect((await publish(url, '1')).status).toBe(201)
    running.signal(signal)
    expect(await running.finished).toMatchObject({ code: 0 })
    expect(existsSync(join(folder.directory, 'broker.sqlite-wal'))).toBe(false)
    copyFileSync(join(folder.directory, 'broker.sqlite'), join(folder.directory, 'copy.sqlite'))
    const again = await started(folder.directory, '--file', 'copy.sqlite')
    expect(await versionsAt(again.url)).toEqual(['1'])
    again.running.signal('SIGTERM')
    await again.running.finished
  },
)

test('it says where it listens, who may write, and which address it gives to others', async () => {
  using folder = emptyFolder()
  const more = ['--host', '0.0.0.0', '--base-url', 'https://example.com/pacts/']
  const { running, url } = await started(folder.directory, ...more)
  await running.shows('everybody who reaches it may write')
  const { port } = new URL(url)
  const shown = running.output().replaceAll(folder.directory, '<folder>').replaceAll(port, '<port>')
  expect(shown).toMatchInlineSnapshot(`
    "the broker listens at http://localhost:<port>, as https://example.com/pacts; end it with Ctrl-C (file: <folder>/broker.sqlite)
    everybody who reaches it may write; say who may: --write, --read
    "
  `)
  const answer = await fetch(`http://127.0.0.1:${port}/`)
  expect(await answer.json()).toMatchObject({ _links: { self: { href: 'https://example.com/pacts' } } })
  running.signal('SIGTERM')
  await running.finished
})

test('a base address is written as addresses are sent', async () => {
  using folder = emptyFolder()
  const { running, url } = await started(folder.directory, '--base-url', 'https://日本.example/a b/')
  expect((await publish(url, '1')).headers.get('location')).toBe(
    'https://xn--wgv71a.example/a%20b/pacts/provider/products/consumer/orders/version/1',
  )
  running.signal('SIGTERM')
  expect(await running.finished).toMatchObject({ code: 0 })
})

test('a request that is being answered is answered before it ends', async () => {
  using folder = emptyFolder()
  const { promise: received, resolve: receive } = Promise.withResolvers<void>()
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
  await using target = await listen(
    createServer((_, response) => {
      receive()
      void answered.then(() => response.end('done'))
    }),
  )
  const { running, url } = await started(folder.directory, '--webhook-hosts', '127.0.0.1')
  const webhook = { request: { method: 'POST', url: `http://127.0.0.1:${target.port}/` } }
  const executing = fetch(`${url}/webhooks/execute`, { method: 'POST', body: JSON.stringify(webhook) })
  await received
  running.signal('SIGTERM')
  await running.shows('stopping')
  answer()
  expect(await (await executing).json()).toMatchObject({ success: true })
  expect(await running.finished).toMatchObject({ code: 0 })
})

test('a backup is taken while it runs, and a broker can start from it', async () => {
  using folder = emptyFolder()
  const { running, url } = await started(folder.directory)
  await publish(url, '1')
  const publishing = Promise.all(Array.from({ length: 20 }, (_, index) => publish(url, `more-${index}`)))
  const backUp = ['broker', '--file', 'broker.sqlite', '--back-up', 'copies/backup.sqlite']
  expect(await assay(backUp, folder)).toMatchObject({ code: 0, stdout: expect.stringContaining('copied to') })
  await publishing
  const twice = await assay(backUp, folder)
  expect([twice.code, twice.stderr]).toEqual([3, expect.stringContaining('which exists')])
  const restored = await started(folder.directory, '--file', 'copies/backup.sqlite')
  expect(await versionsAt(restored.url)).toContain('1')
  for (const one of [running, restored.running]) {
    one.signal('SIGTERM')
    await one.finished
  }
})

test('killed in the middle of publishing, it has everything that it has acknowledged', async () => {
  using folder = emptyFolder()
  const { running, url } = await started(folder.directory)
  const acknowledged: string[] = []
  const publishers = Array.from({ length: 4 }, async (_, publisher) => {
    for (let index = 0; ; index += 1) {
      const version = `${publisher}-${index}`
      const answer = await publish(url, version)
      if (answer.status === 201) acknowledged.push(version)
      if (acknowledged.length === 100) running.signal('SIGKILL')
    }
  })
  const ends = await Promise.allSettled(publishers)
  expect(ends.map(({ status }) => status)).toEqual(Array(4).fill('rejected'))
  await running.finished
  expect(acknowledged.length).toBeGreaterThanOrEqual(100)
  const again = await started(folder.directory)
  const kept = new Set(await versionsAt(again.url))
  expect(acknowledged.filter((version) => !kept.has(version))).toEqual([])
  again.running.signal('SIGTERM')
  await again.running.finished
})

test('eight processes publish fifty pacts each at once, to two brokers of one file, and nothing is lost', async () => {
  using folder = emptyFolder()
  const brokers = [await started(folder.directory), await started(folder.directory)]
  const program = join(import.meta.dirname, 'support/publish-many.ts')
  const ends = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      promisify(execFile)(process.execPath, [program, brokers[index % 2]!.url, `${index}`, '50']),
    ),
  )
  const statuses = ends.flatMap(({ stdout }) => JSON.parse(stdout) as number[])
  expect(Object.groupBy(statuses, String)).toEqual({ 200: expect.objectContaining({ length: 400 }) })
  const versions = await versionsAt(brokers[0]!.url)
  expect(versions).toHaveLength(new Set(versions).size)
  // Every publisher has versions of its own, and one that all of them share.
  expect(versions).toHaveLength(8 * 49 + 1)
  for (const { running } of brokers) {
    running.signal('SIGTERM')
    expect(await running.finished).toMatchObject({ code: 0, stderr: expect.not.stringContaining('locked') })
  }
})

test('what keeps it from starting is said with a code', async () => {
  using folder = emptyFolder()
  const { directory } = folder
  const refused = async (...args: readonly string[]) => {
    const { code, stderr } = await assay(['broker', '--port', '0', ...args], folder)
    return [code, stderr.replaceAll(directory, '<folder>')]
  }
  await using taken = await listen(createServer())
  const port = `${taken.port}`
  const [code, text] = await refused('--file', 'a.sqlite', '--port', port)
  expect([code, String(text).replaceAll(port, '<port>')]).toMatchInlineSnapshot(`
    [
      2,
      "The broker cannot listen on 127.0.0.1:<port>: listen EADDRINUSE: address already in use 127.0.0.1:<port>
      fix: choose another --port, or end what uses this one
      (broker_not_started)
    ",
    ]
  `)
  mkdirSync(join(directory, 'a-folder'))
  expect(await refused('--file', 'a-folder')).toMatchInlineSnapshot(`
    [
      2,
      "The file of the broker cannot be used: EISDIR: illegal operation on a directory, open '<folder>/a-folder'
      file: <folder>/a-folder
      fix: give a file in a folder that can be written; instead of one that is damaged, a backup
      (broker_file_unusable)
    ",
    ]
  `)
  writeFileSync(
    join(directory, 'text.sqlite'),
    'not a database at all, but long enough to look at'.repeat(100),
  )
  expect(await refused('--file', 'text.sqlite')).toMatchInlineSnapshot(`
    [
      2,
      "The file of the broker cannot be used: file is not a database
      file: <folder>/text.sqlite
      fix: give a file in a folder that can be written; instead of one that is damaged, a backup
      (broker_file_unusable)
    ",
    ]
  `)
  expect(await refused('--file', 'text.sqlite/below')).toMatchInlineSnapshot(`
    [
      2,
      "The file of the broker cannot be used: EEXIST: file already exists, mkdir '<folder>/text.sqlite'
      file: <folder>/text.sqlite/below
      fix: give a file in a folder that can be written; instead of one that is damaged, a backup
      (broker_file_unusable)
    ",
    ]
  `)
  const other = new DatabaseSync(join(directory, 'other.sqlite'))
  other.exec('CREATE TABLE cat (name TEXT)')
  other.close()
  expect(await refused('--file', 'other.sqlite')).toMatchInlineSnapshot(`
    [
      2,
      "The file of the broker cannot be used: it is the file of another program
      file: <folder>/other.sqlite
      fix: give a file in a folder that can be written; instead of one that is damaged, a backup
      (broker_file_unusable)
    ",
    ]
  `)
  {
    await using broker = await testBroker({ file: join(directory, 'damaged.sqlite') })
    await broker.publish({ version: '1' })
  }
  const bytes = readFileSync(join(directory, 'damaged.sqlite'))
  writeFileSync(join(directory, 'damaged.sqlite'), bytes.fill(0x7a, 4_096 * 3, 4_096 * 6))
  expect(await refused('--file', 'damaged.sqlite')).toMatchInlineSnapshot(`
    [
      2,
      "The file of the broker cannot be used: it is damaged: *** in database main *** Tree 4 page 4: btreeInitPage() returns error code 11
      file: <folder>/damaged.sqlite
      fix: give a file in a folder that can be written; instead of one that is damaged, a backup
      (broker_file_unusable)
    ",
    ]
  `)
  using newer = new DatabaseSync(join(directory, 'a.sqlite'))
  newer.exec('PRAGMA user_version = 99')
  expect(await refused('--file', 'a.sqlite')).toMatchInlineSnapshot(`
    [
      3,
      "The file of the broker was written by a newer Assay.
      file: <folder>/a.sqlite
      its version: 99
      the newest this Assay knows: 1
      fix: update Assay, or start with another file
      (broker_newer_version)
    ",
    ]
  `)
  expect(await refused('--write', 'ci:')).toMatchInlineSnapshot(`
    [
      3,
      "The credentials of those who may write are empty, or have no name or no password.
      fix: give name:password, or a token
      (invalid_credentials)
    ",
    ]
  `)
  expect(await refused('--base-url', 'pacts.example.com')).toMatchInlineSnapshot(`
    [
      3,
      "--base-url is "pacts.example.com".
      fix: give an http or https address without a user, a query and a fragment
      (invalid_flag)
    ",
    ]
  `)
  for (const url of ['https://me:secret@example.com', 'https://example.com/?a=1', 'https://example.com/#a']) {
    expect([url, (await refused('--base-url', url))[0]]).toEqual([url, 3])
  }
})
