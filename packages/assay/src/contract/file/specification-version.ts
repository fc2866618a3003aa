import type { Json, JsonObject } from '../model/json.ts'
import type { PactSpecification } from '../model/pact.ts'
import { isJsonObject } from './json-object.ts'

/** Members of the metadata that say the version. */
const VERSION_MEMBERS = ['pactSpecification', 'pact-specification', 'pactSpecificationVersion']

const WRITTEN_AS: Readonly<Record<PactSpecification, string>> = {
  '1.0': '1.0.0',
  '1.1': '1.1.0',
  '2.0': '2.0.0',
  '3.0': '3.0.0',
  '4.0': '4.0',
}

export interface VersionRead {
  readonly specification: PactSpecification
  /** What was taken for granted. */
  readonly warning: string | undefined
}

/**
 * The version that the metadata says. A file that says none is read as version 3, as other Pact
 * tools do: what is in it tells rules of version 2 from those of version 3.
 */
export function specificationOf(metadata: JsonObject): VersionRead {
  const said = VERSION_MEMBERS.map((name) => versionIn(metadata[name])).find((text) => text !== undefined)
  if (said === undefined) return { specification: '3.0', warning: undefined }
  const [, major, minor] = /^\s*v?(\d+)(?:\.(\d+))?/.exec(said) ?? []
  switch (major) {
    case '1':
      return { specification: minor === '1' ? '1.1' : '1.0', warning: undefined }
    case '2':
    case '3':
    case '4':
      return { specification: `${major}.0`, warning: undefined }
    default:
      return {
        specification: '3.0',
        warning: `metadata: specification version "${said}" is not known; it is read as version 3`,
      }
  }
}

/** The metadata without what says the version. */
export function withoutVersion(metadata: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(metadata).filter(([name]) => !VERSION_MEMBERS.includes(name)))
}

/** The version as it is written into a file. */
export function versionText(specification: PactSpecification): string {
  return WRITTEN_AS[specification]
}

/** Whether a version is an earlier one. */
export function isBefore(specification: PactSpecification, other: PactSpecification): boolean {
  return Number(specification) < Number(other)
}

function versionIn(value: Json | undefined): string | undefined {
  const version = isJsonObject(value) ? value['version'] : value
  return typeof version === 'string' || typeof version === 'number' ? String(version) : undefined
}
