import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { assay, latestResults, startAssay } from './support/assay.ts'
import { copyProject } from './support/project.ts'

async function runWith(odd: string, environment: Readonly<Record<string, string>> = {}) {
  const project = copyProject('misbehaving')
  const running = startAssay(['run'], {
    directory: project.directory,
    environment: { ODD: odd, ...environment },
  })
  const finished = await running.finished
  await running.leavesNothing()
  const results = latestResults(project.directory)
  project[Symbol.dispose]()
  return { ...finished, results }
}

test('a service that never gets ready: the last try, its log, who waited', async () => {
  const { code, stdout, results } = await runWith('never-ready')
  expect(code).toBe(2)
  expect(stdout).toMatch(/^DO NOT SHIP/)
  expect(stdout).toContain('"odd" did not get ready in 3000 ms. Last try: GET /health -> answered 503')
  expect(stdout).toContain('waiting for a database that does not exist')
  expect(stdout).toContain('waiting for it: follower')
  expect(stdout).toContain('(never_ready)')
  expect(results.extra.verdict).toBe('do-not-ship')
})

test('a service that crashes at start: at once, with its own error', async () => {
  const started = performance.now()
  const { code, stdout } = await runWith('crashes-at-start')
  expect(code).toBe(2)
  expect(stdout).toContain('"odd" exited with code 1 before it was ready')
  expect(stdout).toContain('Error: DATABASE_URL is not set')
  expect(performance.now() - started).toBeLessThan(20_000)
})

test('a service that dies during the run: its tests say so, the run goes on, it may not ship', async () => {
  const { code, stdout, results } = await runWith('crashes-later')
  expect(code).toBe(1)
  expect(stdout).toMatch(/^DO NOT SHIP/)
  expect(stdout).toContain('"odd" exited with code 3 while this test ran')
  expect(stdout).toContain('out of luck')
  const byName = Object.fromEntries(
    results.tests.map((one: { name: string; status: string }) => [one.name, one.status]),
  )
  expect(byName).toEqual({ 'odd answers': 'failed', 'follower answers': 'passed' })
  expect(results.extra.crashes).toHaveLength(1)
})

test('a service that ignores SIGTERM is ended all the same', async () => {
  const { code } = await runWith('ignores-sigterm')
  expect(code).toBe(0)
})

test('a service that floods its log is ended before it fills the disk', async () => {
  const { code, stdout } = await runWith('floods-log', { ASSAY_MAX_LOG_BYTES: '20000000' })
  expect(code).toBe(1)
  expect(stdout).toContain('wrote more than 20 MB to its log and was ended')
})

test('a service that moves to the background is told to stay, and its daemon is ended', async () => {
  const { code, stdout } = await runWith('daemonises')
  expect(code).toBe(2)
  expect(stdout).toContain('A service must stay in the foreground.')
})

test('a daemon that a service leaves behind ends with it', async () => {
  const { code } = await runWith('leaves-daemon')
  expect(code).toBe(0)
})

test('a service that listens elsewhere: which port, and which it was given', async () => {
  const { code, stdout } = await runWith('wrong-port')
  expect(code).toBe(2)
  expect(stdout).toMatch(/Service "odd" listens on port \d+, not on \d+, which it was given in PORT/)
  expect(stdout).toContain('(wrong_port)')
})

test('a service that runs out of memory: its own last words', async () => {
  const { code, stdout } = await runWith('leaks-memory')
  expect(code).toBe(1)
  expect(stdout).toMatch(/"odd" was killed by SIGABRT|"odd" exited with code 134/)
  expect(stdout).toMatch(/heap\s+out\s+of\s+memory/)
})

test('a program that is missing is found before anything starts', async () => {
  using project = copyProject('misbehaving')
  const { directory } = project
  const file = join(directory, 'assay.config.ts')
  writeFileSync(file, readFileSync(file, 'utf8').replace("['node', `", "['no-such-program', `"))
  const { code, stderr } = await assay(['run'], { directory })
  expect(code).toBe(3)
  expect(stderr).toContain('Service "odd" starts with "no-such-program", which is not an executable program.')
})
