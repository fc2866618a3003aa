import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { savePact } from '../file/save-pact.ts'
import { httpJson, pactOf } from '../provider/fixtures/pacts.ts'
import { pactsFor, readPactFiles } from './read-pact-files.ts'

async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'assay-pacts-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) }
}

test('reads files, and whatever a folder has, once each', async () => {
  await using folder = await temporaryFolder()
  const pact = pactOf(httpJson())
  const file = await savePact(pact, folder.path)
  await savePact({ ...pact, provider: 'orders' }, folder.path)
  await writeFile(join(folder.path, 'notes.txt'), 'no pact')
  const pacts = await readPactFiles([file, folder.path])
  expect(pacts.map(({ pact: { provider } }) => provider)).toEqual(['products', 'orders'])
  expect(pacts[0]).toMatchObject({ source: file, isPending: false, warnings: [], notices: [] })
  expect(pactsFor(pacts, 'orders')).toEqual([pacts[1]])
  expect(pactsFor(pacts, undefined)).toEqual(pacts)
})

test('says where there is none, and what cannot be read', async () => {
  await using folder = await temporaryFolder()
  await expect(readPactFiles([folder.path])).rejects.toMatchObject({
    code: 'pact_not_found',
    message: `There are no pacts at ${folder.path}: no file in it ends with .json.`,
  })
  const missing = join(folder.path, 'web.json')
  await expect(readPactFiles([missing])).rejects.toMatchObject({ code: 'pact_not_found' })
  await writeFile(missing, '{"consumer":')
  await expect(readPactFiles([folder.path])).rejects.toMatchObject({ code: 'invalid_pact' })
  await rm(missing)
  await mkdir(missing)
  await expect(readPactFiles([folder.path])).rejects.toMatchObject({
    code: 'invalid_pact',
    message: expect.stringMatching(/web\.json cannot be read: EISDIR/),
  })
})

test('a pattern may match files and folders', async () => {
  await using folder = await temporaryFolder()
  const files = [
    await savePact(pactOf(httpJson()), join(folder.path, 'web')),
    await savePact(pactOf(httpJson()), join(folder.path, 'mobile')),
  ]
  const found = async (pattern: string) => {
    const pacts = await readPactFiles([join(folder.path, pattern)])
    return pacts.map(({ source }) => source)
  }
  expect(await found('*')).toEqual(files.toSorted())
  expect(await found('**/*.json')).toEqual(files.toSorted())
  await expect(found('none/*')).rejects.toMatchObject({ code: 'pact_not_found' })
})
