import { mkdtempDisposableSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importFile } from './import-file.ts'

test('a file that never ends to be imported is given up', async () => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'import-'))
  const file = join(folder.path, 'endless.mjs')
  writeFileSync(file, 'await new Promise(() => {})')
  await expect(importFile(file, { timeoutMs: 20 })).rejects.toThrow(
    'it was not imported within 20 ms: what does it await?',
  )
  const signal = AbortSignal.abort(new Error('interrupted'))
  await expect(importFile(file, { signal })).rejects.toThrow('interrupted')
})
