import type { Call } from './call.ts'
import type { Reply } from './reply.ts'

/** What somebody may do. Who may write may also read. */
export type Role = 'read' | 'write'

/** What a route needs: `nothing` is open to everybody. */
export type Need = 'nothing' | Role

/** The names of `:parameters` in a path. */
type ParametersOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Readonly<Record<Name, string>> & ParametersOf<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Readonly<Record<Name, string>>
    : unknown

type Handler<Path extends string> = (call: Call<ParametersOf<Path>>) => Reply | Promise<Reply>

/** An address, a method and what answers it. */
export interface Route {
  readonly method: string
  readonly path: string
  readonly need: Need
  readonly handle: (call: Call) => Reply | Promise<Reply>
}

/** Declares what answers a method and a path; a parameter, `:name`, is one segment, decoded. */
export function route<Method extends 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Path extends string>(
  what: `${Method} ${Path}`,
  handle: Handler<Path>,
  need?: Need,
): Route {
  const [method = '', path = ''] = what.split(' ')
  return {
    method,
    path,
    need: need ?? (method === 'GET' ? 'read' : 'write'),
    // The router gives exactly the parameters that the path names.
    handle: handle as unknown as Route['handle'],
  }
}
