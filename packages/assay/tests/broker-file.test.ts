import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { assay } from './support/assay.ts'
import { pactOf, testBroker } from './support/broker.ts'
import { emptyFolder } from './support/project.ts'

// What the broker does to its file, and what it does when the disk is full.

test('only its owner may read the file and its copies: they hold the secrets of webhooks', async () => {
  using folder = emptyFolder()
  const file = join(folder.directory, 'broker.sqlite')
  {
    await using broker = await testBroker({ file })
    await broker.publish({ version: '1' })
    for (const name of [file, `${file}-wal`, `${file}-shm`])
      expect([name, modeOf(name)]).toEqual([name, '600'])
  }
  expect((await assay(['broker', '--file', file, '--back-up', 'copy.sqlite'], folder)).code).toBe(0)
  expect([modeOf(file), modeOf(join(folder.directory, 'copy.sqlite'))]).toEqual(['600', '600'])
})

test('contents that no version has any more are not kept', async () => {
  using folder = emptyFolder()
  const file = join(folder.directory, 'broker.sqlite')
  await using broker = await testBroker({ file })
  using reader = new DatabaseSync(file)
  const contents = () => reader.prepare('SELECT count(*) AS count FROM content').get()?.['count']
  await broker.publish({ version: '1', pact: pactOf(['a']) })
  await broker.publish({ version: '2', pact: pactOf(['a']) })
  // The first one still has what the second one had before something was added.
  await broker.publish({ version: '2', pact: pactOf(['b']), isMerging: true })
  expect(contents()).toBe(2)
  await broker.publish({ version: '2', pact: pactOf(['c']), isMerging: true })
  expect(contents()).toBe(2)
})

test('a backup that fails leaves nothing that looks like one', async () => {
  using folder = emptyFolder()
  {
    await using broker = await testBroker({ file: join(folder.directory, 'broker.sqlite') })
    await broker.publish({ version: '1', pact: pactOf(['x'.repeat(200_000)]) })
  }
  const backUp = (file: string) => assay(['broker', '--file', 'broker.sqlite', '--back-up', file], folder)
  const { code, stderr } = await backUp('broker.sqlite/copy')
  expect([code, stderr.replaceAll(folder.directory, '<folder>')]).toMatchInlineSnapshot(`
    [
      2,
      "The file of the broker was not copied: EEXIST: file already exists, mkdir '<folder>/broker.sqlite'
      copy: <folder>/broker.sqlite/copy
      fix: give a new file in a folder that can be written, on a disk with enough room
      (broker_not_backed_up)
    ",
    ]
  `)
  const child = onSmallDisk(folder.directory, {
    size: '100k',
    command: 'broker --file broker.sqlite --back-up disk/copy',
    afterwards: 'echo "left: $(ls disk)"',
  })
  const said = await Promise.all([text(child.stderr), text(child.stdout)])
  expect(said).toEqual([expect.stringContaining('database or disk is full'), 'left: \n'])
})

function modeOf(file: string): string {
  return (statSync(file).mode & 0o777).toString(8)
}

test('a full disk is said to the client, and what was there before is still answered', async () => {
  using folder = emptyFolder()
  await using broker = await brokerOnSmallDisk(folder.directory)
  const publish = async (version: number) => {
    const pact = pactOf([`${version}`.padEnd(50_000, 'x')])
    const path = `/pacts/provider/products/consumer/orders/version/${version}`
    return await fetch(broker.url + path, { method: 'PUT', body: JSON.stringify(pact) })
  }
  let version = 1
  let answer = await publish(version)
  while (answer.status === 201 && version < 100) {
    await answer.arrayBuffer()
    version += 1
    answer = await publish(version)
  }
  expect([answer.status, await answer.json()]).toEqual([
    507,
    expect.objectContaining({ errors: ['The disk of the broker is full.'] }),
  ])
  expect(version).toBeGreaterThan(2)
  const latest = await fetch(`${broker.url}/pacts/provider/products/consumer/orders/latest`)
  expect(await latest.json()).toMatchObject({ interactions: [{ request: { method: 'GET' } }] })
  expect(await broker.stop()).toBe(0)
})

/** A broker whose file is on a disk of two megabytes. */
async function brokerOnSmallDisk(directory: string) {
  const child = onSmallDisk(directory, { size: '2m', command: 'broker --port 0 --file disk/broker.sqlite' })
  const ended = once(child, 'exit')
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
      const found = /listens at (http:\S+?);/.exec(said)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    void ended.then(() => reject(new Error(`it ended: ${said}`)))
  })
  const stop = async () => {
    child.kill('SIGTERM')
    const [code] = await ended
    return code as number | null
  }
  return { url, stop, [Symbol.asyncDispose]: async () => void (await stop()) }
}

/** Runs a command of Assay in a folder in which `disk` is a small disk. */
function onSmallDisk(
  directory: string,
  {
    size,
    command,
    afterwards = '',
  }: { readonly size: string; readonly command: string; readonly afterwards?: string },
): ChildProcessByStdio<null, Readable, Readable> {
  const bin = join(import.meta.dirname, '../bin/assay.cjs')
  const run = `"${process.execPath}" "${bin}" ${command}`
  const script = `mkdir disk && mount -t tmpfs -o size=${size} tmpfs disk && ${afterwards === '' ? 'exec' : ''} ${run}; ${afterwards}`
  const args = ['--user', '--map-root-user', '--mount', 'sh', '-c', script]
  return spawn('unshare', args, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] })
}
