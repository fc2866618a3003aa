import { z } from 'zod'
import { environmentHal } from '../hal/environment-hal.ts'
import { type Call, checkedBody } from '../http/call.ts'
import { nameSchema } from '../http/name.ts'
import { present, Refusal } from '../http/refusal.ts'
import { hal, noContent } from '../http/reply.ts'
import { route } from '../http/route.ts'
import {
  addEnvironment,
  changeEnvironment,
  type Environment,
  environmentNamed,
  findEnvironment,
  listEnvironments,
  removeEnvironment,
} from '../store/environments.ts'

const environmentBody = z.object({
  name: nameSchema.regex(/^\S*$/, 'must not hold white space'),
  displayName: z.string().nullish(),
  production: z.boolean().default(false),
  contacts: z.array(z.unknown()).nullish(),
})

export const ENVIRONMENT_ROUTES = [
  route('GET /environments', ({ database, urls, query }) => {
    const name = query.get('name')
    const all = listEnvironments(database).filter((one) => name === null || one.name === name)
    return hal({
      _embedded: { environments: all.map((one) => environmentHal(urls, one)) },
      _links: { self: { title: 'Environments', href: urls.at('/environments') } },
    })
  }),
  route('POST /environments', (call) => {
    const input = checkedBody(call, environmentBody)
    refuseUsedName(call, input.name)
    const added = addEnvironment(call.database, input)
    return hal(environmentHal(call.urls, added), 201, { location: call.urls.environment(added.uuid) })
  }),
  route('GET /environments/:uuid', (call) =>
    hal(environmentHal(call.urls, foundEnvironment(call, call.parameters.uuid))),
  ),
  route('PUT /environments/:uuid', (call) => {
    const { uuid } = foundEnvironment(call, call.parameters.uuid)
    const input = checkedBody(call, environmentBody)
    refuseUsedName(call, input.name, uuid)
    changeEnvironment(call.database, uuid, input)
    return hal(environmentHal(call.urls, foundEnvironment(call, uuid)))
  }),
  route('DELETE /environments/:uuid', (call) => {
    removeEnvironment(call.database, foundEnvironment(call, call.parameters.uuid).uuid)
    return noContent()
  }),
]

/** The environment of an address. */
export function foundEnvironment({ database }: Pick<Call, 'database'>, uuid: string) {
  return present(findEnvironment(database, uuid), `environment ${uuid}`)
}

/** An environment by its uuid or its name. */
export function environmentOf({ database }: Pick<Call, 'database'>, key: string): Environment {
  return present(findEnvironment(database, key) ?? environmentNamed(database, key), `environment ${key}`)
}

function refuseUsedName({ database }: Pick<Call, 'database'>, name: string, own?: string): void {
  const other = environmentNamed(database, name)
  if (other === undefined || other.uuid === own) return
  const errors = { name: ['is the name of another environment'] }
  throw new Refusal(400, { message: `There is an environment ${name} already.`, errors })
}
