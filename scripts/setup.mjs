// Makes a fresh clone ready to work in, and costs milliseconds when it already is. It runs on the
// machine's own Node, before anything is installed, so it uses nothing that is not in Node 20.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const LEAST_NODE_MAJOR = 20
const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const stampFile = join(root, 'node_modules', '.assay-setup')

const major = Number(process.versions.node.split('.')[0])
if (major < LEAST_NODE_MAJOR) {
  fail(`Node ${LEAST_NODE_MAJOR} or newer is needed to set up; this is ${process.versions.node}.`)
}
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')
const installed = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : ''
if (installed !== wanted) install()

function install() {
  console.error('setting up: installing the packages of package-lock.json (npm ci)')
  const started = Date.now()
  const npm = spawnSync('npm', ['ci', '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2] })
  if (npm.error !== undefined) fail(`npm could not be started: ${npm.error.message}`)
  if (npm.status !== 0) fail('npm ci failed; its output above says why.')
  writeFileSync(stampFile, wanted)
  console.error(`setting up: done in ${Math.round((Date.now() - started) / 1000)} s`)
}

function fail(reason) {
  console.error(`setting up: ${reason}`)
  process.exit(1)
}
