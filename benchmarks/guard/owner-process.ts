// Boots a system that leaves a daemon in a session of its own, says so, and waits to be killed.
import { join } from 'node:path'
import { outlinesOf, wholeSystem } from '../../packages/assay/src/lifecycle/environment-request.ts'
import { Host } from '../../packages/assay/src/lifecycle/host.ts'
import { validateDefinition } from '../../packages/assay/src/model/validate-definition.ts'
import definition from './system.ts'

const system = validateDefinition(definition, join(import.meta.dirname, 'system.ts'))
const logDirectory = process.argv[2]!
const host = new Host({ system, logDirectory, inherited: process.env, emit: () => undefined })
await host.prepare(wholeSystem(outlinesOf(system)))
console.log('up')
setInterval(() => undefined, 60_000)
