import type { SystemDefinition } from '../../model/definition.ts'
import type { RegisteredDocuments, RegisteredSystem } from '../../model/register.ts'
import type { LoadRequestOptions } from '../client/load-client.ts'
import type { LoadResponse } from '../client/load-response.ts'
import type { PathValues } from '../client/path-template.ts'
import type { RequestBody } from '../client/request-body.ts'

/** Methods without a body, and those with one. */
type Bodiless = 'get' | 'delete' | 'head' | 'options'
type Bodied = 'post' | 'put' | 'patch'

/** The path templates of an OpenAPI document that have a method; any path without a document. */
type PathsWith<Document, Method extends Bodiless | Bodied> = Document extends {
  readonly paths: infer Paths
}
  ? BelowServers<Document, TemplatesWith<Paths, Method>>
  : string

type TemplatesWith<Paths, Method extends string> = {
  [Path in keyof Paths]: Method extends keyof Paths[Path] ? Path : never
}[keyof Paths] &
  string

/** A document with servers may have its paths below one of theirs, whose text the compiler does not know. */
type BelowServers<Document, Template extends string> = Document extends { readonly servers: unknown }
  ? Template | `/${string}${Template}`
  : Template

/** The names of the parameters in a path template. */
type ParametersOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParametersOf<Rest>
  : never

/** A path with parameters needs their values. */
type OptionsFor<Path extends string> = LoadRequestOptions & {
  readonly path: { readonly [Name in ParametersOf<Path>]: PathValues[string] }
}

// For each path on its own: so the error about a wrong path is about the path, not about what follows it.
type WithoutBody<Path extends string> = Path extends unknown
  ? [ParametersOf<Path>] extends [never]
    ? [options?: LoadRequestOptions]
    : [options: OptionsFor<Path>]
  : never

type WithBody<Path extends string> = Path extends unknown
  ? [ParametersOf<Path>] extends [never]
    ? [body?: RequestBody, options?: LoadRequestOptions]
    : [body: RequestBody, options: OptionsFor<Path>]
  : never

/**
 * Speaks HTTP to one target for one virtual user. The promise is rejected when there is no answer
 * (a `RequestFailed`, already counted); every answer resolves it, whatever its status.
 *
 * @example
 * const response = await users.get('/users/{id}', { path: { id: 42 } })
 * const { email } = response.json<{ email: string }>()
 */
export type TargetClient<Document = unknown> = {
  readonly [Method in Bodiless]: <Path extends PathsWith<Document, Method> & string>(
    path: Path,
    ...rest: WithoutBody<Path>
  ) => Promise<LoadResponse>
} & {
  readonly [Method in Bodied]: <Path extends PathsWith<Document, Method> & string>(
    path: Path,
    ...rest: WithBody<Path>
  ) => Promise<LoadResponse>
}

type DocumentOf<Name> = Name extends keyof RegisteredDocuments
  ? DefaultExport<RegisteredDocuments[Name]>
  : unknown

/** The type of an imported JSON file is that of a module, whose default export is the document. */
type DefaultExport<Module> = Module extends { readonly default: infer Document } ? Document : Module

type ServiceClients<System extends SystemDefinition> = {
  readonly [Name in keyof System['services']]: TargetClient<DocumentOf<Name>>
}

/** A client for each service of the registered system, and for each further target of the scenario. */
export type TargetClients<TargetName extends string = never> = ServiceClients<RegisteredSystem> & {
  readonly [Name in TargetName]: TargetClient
}
