import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'

const ROUND_ROBIN = 2
const MODULE = new URL('./go-first.ts', import.meta.url).href
const POLICY = `(text) => Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[38])`

/** The scheduling policy of a thread that goes first, as the kernel tells it. */
function policyInThread(): Promise<number> {
  const code = `
    const { goFirst } = await import(${JSON.stringify(MODULE)})
    const { readFileSync } = await import('node:fs')
    const { parentPort } = await import('node:worker_threads')
    goFirst()
    parentPort.postMessage((${POLICY})(readFileSync('/proc/thread-self/stat', 'utf8')))`
  const worker = new Worker(`(async () => {${code}})()`, { eval: true })
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
}

test.runIf(process.platform === 'linux')(
  'only the thread that asks for it goes first, if it may',
  async () => {
    // Not every root may: containers often cannot. The kernel is asked, and not the user's name.
    const mayGoFirst = spawnSync('chrt', ['--rr', '1', 'true']).status === 0
    expect(await policyInThread()).toBe(mayGoFirst ? ROUND_ROBIN : 0)
    const here = readFileSync('/proc/thread-self/stat', 'utf8')
    expect(Number(here.slice(here.lastIndexOf(')') + 2).split(' ')[38])).toBe(0)
  },
)
