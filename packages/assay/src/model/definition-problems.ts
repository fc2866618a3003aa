import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, relative } from 'node:path'
import { findProgram } from '../base/find-program.ts'
import { nearest } from '../base/nearest.ts'
import type { SystemDefinition } from './definition.ts'
import type { Problem } from './problem.ts'
import type { ServiceSpec } from './system.ts'

/** Names that a test's context already uses, so that no part can have them. */
const RESERVED_NAMES = new Set(
  'annotate bench clock data environment expect isolation onTestFailed onTestFinished signal skip stubs task'.split(
    ' ',
  ),
)

/** What is wrong with a well-formed definition: names, folders, commands, ports and gates. */
export function definitionProblems(
  definition: SystemDefinition,
  services: readonly ServiceSpec[],
  root: string,
): Problem[] {
  return [
    ...emptySystem(services),
    ...nameProblems(definition),
    ...services.flatMap((service) => startProblems(service, root)),
    ...services.flatMap((service) => openapiProblems(service, root)),
    ...portProblems(services),
    ...gateProblems(definition),
  ]
}

function emptySystem(services: readonly ServiceSpec[]): Problem[] {
  if (services.length > 0) return []
  return [
    {
      code: 'empty_system',
      message: 'The system has no services.',
      fix: 'declare at least one under "services"',
    },
  ]
}

function nameProblems(definition: SystemDefinition): Problem[] {
  const problems: Problem[] = []
  const serviceNames = new Set(Object.keys(definition.services))
  for (const name of Object.keys(definition.resources)) {
    if (!serviceNames.has(name)) continue
    problems.push({
      code: 'duplicate_name',
      message: `"${name}" is both a resource and a service.`,
      fix: `rename one of them, for example the resource to "${name}Db"`,
    })
  }
  for (const name of [...serviceNames, ...Object.keys(definition.resources)]) {
    if (!RESERVED_NAMES.has(name)) continue
    problems.push({
      code: 'reserved_name',
      message: `"${name}" cannot be the name of a part: tests already know it as something else.`,
      fix: `choose another name; reserved are: ${[...RESERVED_NAMES].join(', ')}`,
    })
  }
  return problems
}

function startProblems(service: ServiceSpec, root: string): Problem[] {
  const at = `services.${service.name}`
  const { command, url } = service
  if (command !== undefined && url !== undefined) {
    return [
      {
        code: 'two_ways_to_start',
        message: `Service "${service.name}" has a command and a url.`,
        fix: `keep ${at}.command for a service Assay starts, ${at}.url for one that already runs`,
      },
    ]
  }
  if (!isDirectory(service.directory)) return [missingDirectory(service, root)]
  if (command === undefined) return url === undefined ? noCommand(service) : []
  if (findProgram(command[0], service.directory) !== undefined) return []
  return [
    {
      code: 'command_not_found',
      message: `Service "${service.name}" starts with "${command[0]}", which is not an executable program.`,
      evidence: [`looked in: ${relative(root, service.directory) || '.'}, its node_modules/.bin, and PATH`],
      fix: `install "${command[0]}", or correct ${at}.command`,
    },
  ]
}

function noCommand(service: ServiceSpec): Problem[] {
  if (service.openapi !== undefined) return []
  return [
    {
      code: 'no_way_to_start',
      message: `Service "${service.name}" has neither a command nor a url.`,
      fix: `give it a command; or a url; or, if it is only ever stubbed, its openapi document`,
    },
  ]
}

function missingDirectory(service: ServiceSpec, root: string): Problem {
  const parent = dirname(service.directory)
  const siblings = isDirectory(parent)
    ? readdirSync(parent, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
        .map((entry) => entry.name)
    : []
  const guess = nearest(basename(service.directory), siblings)
  return {
    code: 'missing_directory',
    message: `Service "${service.name}" has the directory "${relative(root, service.directory)}", which does not exist.`,
    evidence:
      siblings.length > 0
        ? [`${relative(root, parent) || '.'} has: ${siblings.slice(0, 20).join(', ')}`]
        : [],
    fix: `correct services.${service.name}.directory${guess === undefined ? '' : `; did you mean "${guess}"?`}`,
  }
}

function openapiProblems(service: ServiceSpec, root: string): Problem[] {
  if (service.openapi === undefined || existsSync(service.openapi)) return []
  return [
    {
      code: 'missing_openapi',
      message: `Service "${service.name}" has the OpenAPI document "${relative(root, service.openapi)}", which does not exist.`,
      fix: `correct services.${service.name}.openapi`,
    },
  ]
}

function portProblems(services: readonly ServiceSpec[]): Problem[] {
  const owners = new Map<number, string>()
  const problems: Problem[] = []
  for (const { name, port } of services) {
    if (port === undefined) continue
    const owner = owners.get(port)
    if (owner !== undefined) {
      problems.push({
        code: 'port_claimed_twice',
        message: `Services "${owner}" and "${name}" both claim port ${port}.`,
        fix: `remove services.${name}.port; Assay gives each service a free port in PORT`,
      })
    }
    owners.set(port, name)
  }
  return problems
}

function gateProblems(definition: SystemDefinition): Problem[] {
  const names = Object.keys(definition.services)
  return definition.gates.flatMap((gate, index) => {
    const problems: Problem[] = []
    if (gate.service !== undefined && !names.includes(gate.service)) {
      const guess = nearest(gate.service, names)
      problems.push({
        code: 'invalid_gate',
        message: `gates.${index} is about "${gate.service}", which is not a service of the system.`,
        evidence: [`services: ${names.join(', ')}`],
        fix: guess === undefined ? 'name a declared service' : `did you mean "${guess}"?`,
      })
    }
    if (Object.values(gate.thresholds).every((threshold) => threshold === undefined)) {
      problems.push({
        code: 'invalid_gate',
        message: `gates.${index} demands nothing.`,
        fix: 'give it a threshold, for example { failures: 0 }',
      })
    }
    const isAboutPart = [gate.level, gate.operation, gate.scenario].some((part) => part !== undefined)
    if (gate.thresholds.canIDeploy !== undefined && isAboutPart) {
      problems.push({
        code: 'invalid_gate',
        message: `gates.${index} asks canIDeploy of a part of a service.`,
        fix: "ask it of a service or of the whole run: gate('orders').all({ canIDeploy: 'production' })",
      })
    }
    return problems
  })
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
