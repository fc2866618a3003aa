import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { poll } from '../../base/poll.ts'
import { startNodeProgram } from '../../processes/fixtures/node-program.ts'
import { eventLoopProbeVariables, readEventLoopDelayMs } from './event-loop-probe.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'event loop-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a program with the probe to its end. */
function run(file: string, options: { readonly args?: string[]; readonly into?: string } = {}) {
  const environment = { ...process.env, ...eventLoopProbeVariables(options.into ?? folder, undefined) }
  return spawnSync(process.execPath, [...(options.args ?? []), file], {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
    timeout: 20_000,
  })
}

function write(name: string, code: string): string {
  const file = join(folder, name)
  writeFileSync(file, code)
  return file
}

describe('a Node service', () => {
  test('tells how long its event loop is delayed', { timeout: 30_000 }, async () => {
    await using program = await startNodeProgram(
      `let isBusy = false
       setInterval(() => { if (isBusy) burn(200) }, 10)
       onMessage((answer) => { isBusy = answer === 'busy'; return 0 })`,
      { environment: eventLoopProbeVariables(folder, process.env['NODE_OPTIONS']) },
    )
    const delaysTo = async (isEnough: (ms: number | undefined) => boolean) => {
      const outcome = await poll(
        () => expect(readEventLoopDelayMs(folder, [1, program.pid])).toSatisfy(isEnough),
        { timeoutMs: 10_000 },
      )
      if (!outcome.done) throw outcome.lastError
    }
    await delaysTo((ms) => ms !== undefined && ms < 100)
    await program.ask('busy')
    await delaysTo((ms) => ms !== undefined && ms >= 150)
    await program.ask('idle')
    await delaysTo((ms) => ms !== undefined && ms < 100)
  })

  test('tells of a delay that begins right after it was read', { timeout: 30_000 }, async () => {
    // Blocking whenever the record changes is blocking while the histogram is empty.
    await using program = await startNodeProgram(
      `const fs = require('node:fs')
       const file = require('node:path').join(process.env.ASSAY_EVENT_LOOP_FOLDER, String(process.pid))
       const read = () => fs.existsSync(file) ? new Float64Array(new Uint8Array(fs.readFileSync(file)).buffer) : []
       onMessage((count) => new Promise((resolve) => {
         const delays = []
         let last
         const watch = () => {
           const [writtenAt, delay] = read()
           if (writtenAt !== last) { delays.push(delay); burn(300) }
           last = writtenAt
           if (delays.length > count) resolve(delays.slice(1)); else setImmediate(watch)
         }
         watch()
       }))`,
      { environment: eventLoopProbeVariables(folder, process.env['NODE_OPTIONS']) },
    )
    const delays = await program.ask<number[]>(6)
    expect(delays).toHaveLength(6)
    expect(Math.min(...delays)).toBeGreaterThan(200)
  })

  test('that is stopped tells nothing, rather than what it told last', { timeout: 30_000 }, async () => {
    await using program = await startNodeProgram('onMessage(() => 0)', {
      environment: eventLoopProbeVariables(folder, process.env['NODE_OPTIONS']),
    })
    const becomes = (expected: 'known' | 'unknown') =>
      poll(
        () => {
          const ms = readEventLoopDelayMs(folder, [program.pid])
          expect(ms === undefined ? 'unknown' : 'known').toBe(expected)
        },
        { timeoutMs: 10_000 },
      )
    expect(await becomes('known')).toMatchObject({ done: true })
    process.kill(program.pid, 'SIGSTOP')
    expect(await becomes('unknown')).toMatchObject({ done: true })
  })
})

describe('the probe is never noticed', () => {
  test.each([
    ['CommonJS', 'service.cjs', 'console.log(require.main === module, process.execArgv.length)', 'true 0\n'],
    ['ESM', 'service.mjs', 'await 0; console.log(import.meta.filename.length > 0)', 'true\n'],
    ['without extension', 'service', 'console.log(typeof require)', 'function\n'],
  ])('by a program that is %s and ends', (_, name, code, expected) => {
    const { status, stdout, stderr } = run(write(name, code))
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: expected, stderr: '' })
  })

  test('by its threads, which write nothing of their own', () => {
    const into = join(folder, 'records')
    mkdirSync(into)
    const code = `const { Worker } = require('node:worker_threads')
      new Worker('setTimeout(() => {}, 800)', { eval: true }).once('exit', () => console.log('done'))`
    expect(run(write('threads.cjs', code), { into })).toMatchObject({ stdout: 'done\n', stderr: '' })
    expect(readdirSync(into)).toHaveLength(1)
  })

  test('when the folder is not there', () => {
    const code = 'setTimeout(() => console.log("done"), 800)'
    const { status, stdout, stderr } = run(write('service.cjs', code), { into: join(folder, 'nowhere') })
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'done\n', stderr: '' })
  })

  test('when the program may not write there', () => {
    const file = write('service.cjs', 'setTimeout(() => console.log("done"), 800)')
    const { status, stdout } = run(file, { args: ['--permission', `--allow-fs-read=${folder}`] })
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'done\n' })
  })
})

describe('the variables', () => {
  test('keep the options there were', () => {
    const { NODE_OPTIONS } = eventLoopProbeVariables(folder, '--max-old-space-size=64')
    expect(NODE_OPTIONS).toMatch(/^--max-old-space-size=64 --require ".*event-loop-probe\.cjs"$/)
    expect(eventLoopProbeVariables(folder, ' ')['NODE_OPTIONS']).toMatch(/^--require /)
  })
})

test('what is no record is not read', () => {
  writeFileSync(join(folder, '7'), 'half a record')
  writeFileSync(join(folder, '8'), new Float64Array([process.hrtime()[0] * 1e3, 5, 500, 1]))
  expect(readEventLoopDelayMs(folder, [7, 8, 9])).toBeUndefined()
})
