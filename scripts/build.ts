// Makes the package as it is published: packages/assay/dist, compiled, with a package.json of its own.
// Inside the repository everything runs from the sources, so nothing else needs this.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const source = join(root, 'packages/assay')
const target = join(source, 'dist')

rmSync(target, { recursive: true, force: true })
mkdirSync(target)
const tsc = spawnSync('tsc', ['-p', join(source, 'tsconfig.build.json')], { stdio: 'inherit' })
if (tsc.status !== 0) process.exit(tsc.status ?? 1)
cpSync(join(source, 'bin'), join(target, 'bin'), { recursive: true })
for (const file of ['README.md', 'LICENSE']) cpSync(join(root, file), join(target, file))
writeFileSync(join(target, 'package.json'), `${JSON.stringify(publishedManifest(), null, 2)}\n`)
console.log(`built ${target}; publish it with: npm publish ${target}`)

function publishedManifest(): object {
  const {
    devDependencies: _,
    exports,
    ...manifest
  } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))
  return { ...manifest, exports: Object.fromEntries(Object.entries<string>(exports).map(compiled)) }
}

/** `./src/entries/test.ts` is published as its compiled module and its types. */
function compiled([subpath, file]: [string, string]): [string, unknown] {
  if (!file.endsWith('.ts')) return [subpath, file]
  const module = file.replace('./src/', './dist/').replace(/\.ts$/, '')
  return [subpath, { types: `${module}.d.ts`, default: `${module}.js` }]
}
