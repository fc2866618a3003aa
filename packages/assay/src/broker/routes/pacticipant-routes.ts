import { z } from 'zod'
import { curies } from '../hal/links.ts'
import { pacticipantHal } from '../hal/pacticipant-hal.ts'
import { type Call, checkedBody } from '../http/call.ts'
import { nameSchema } from '../http/name.ts'
import { present, refuse } from '../http/refusal.ts'
import { hal, noContent } from '../http/reply.ts'
import { route } from '../http/route.ts'
import {
  addLabel,
  changePacticipant,
  ensurePacticipant,
  findPacticipant,
  labelsOf,
  listLabels,
  listPacticipants,
  type Pacticipant,
  removeLabel,
  removePacticipant,
} from '../store/pacticipants.ts'
import { latestVersion } from '../store/versions.ts'

const text = z.string().nullish()
const change = z.object({
  displayName: text,
  mainBranch: text,
  repositoryUrl: text,
  repositoryName: text,
  repositoryNamespace: text,
})
const named = change.extend({ name: nameSchema })

export const PACTICIPANT_ROUTES = [
  route('GET /pacticipants', (call) => hal(listHal(call, listPacticipants(call.database), '/pacticipants'))),
  route('POST /pacticipants', (call) => {
    const { name, ...fields } = checkedBody(call, named)
    if (findPacticipant(call.database, name) !== undefined) throw refuse(409, `${name} exists already.`)
    changePacticipant(call.database, ensurePacticipant(call.database, name).id, fields)
    return shown(call, name, 201)
  }),
  route('GET /pacticipants/label/:label', (call) => {
    const { label } = call.parameters
    const path = `/pacticipants/label/${encodeURIComponent(label)}`
    return hal(listHal(call, listPacticipants(call.database, label), path))
  }),
  route('GET /pacticipants/:pacticipant', (call) => shown(call, call.parameters.pacticipant, 200)),
  route('PUT /pacticipants/:pacticipant', (call) => save(call)),
  route('PATCH /pacticipants/:pacticipant', (call) => save(call)),
  route('DELETE /pacticipants/:pacticipant', (call) => {
    removePacticipant(call.database, found(call, call.parameters.pacticipant).id)
    return noContent()
  }),
  route('GET /labels', ({ database, urls }) => {
    const labels = listLabels(database).map((name) => ({ name }))
    return hal({ _embedded: { labels }, _links: { self: { href: urls.at('/labels') } } })
  }),
  route('GET /pacticipants/:pacticipant/labels/:label', (call) => {
    const { pacticipant, label } = call.parameters
    const { id } = found(call, pacticipant)
    const has = labelsOf(call.database, [id]).get(id)?.includes(label) === true
    present(has ? label : undefined, `label ${label} of ${pacticipant}`)
    return hal(labelHal(call, pacticipant, label))
  }),
  route('PUT /pacticipants/:pacticipant/labels/:label', (call) => {
    const { pacticipant, label } = call.parameters
    addLabel(call.database, ensurePacticipant(call.database, pacticipant).id, label)
    return hal(labelHal(call, pacticipant, label), 201)
  }),
  route('DELETE /pacticipants/:pacticipant/labels/:label', (call) => {
    const { pacticipant, label } = call.parameters
    const wasThere = removeLabel(call.database, found(call, pacticipant).id, label)
    present(wasThere ? label : undefined, `label ${label} of ${pacticipant}`)
    return noContent()
  }),
]

type Named = Call<{ readonly pacticipant: string }>
type Source = Pick<Call, 'database' | 'urls'>

function save(call: Named) {
  const { pacticipant: name } = call.parameters
  const fields = checkedBody(call, change)
  const existed = findPacticipant(call.database, name) !== undefined
  changePacticipant(call.database, ensurePacticipant(call.database, name).id, fields)
  return shown(call, name, existed ? 200 : 201)
}

function found({ database }: Source, name: string): Pacticipant {
  return present(findPacticipant(database, name), `pacticipant ${name}`)
}

function shown(source: Source, name: string, status: number) {
  const pacticipant = found(source, name)
  const labels = labelsOf(source.database, [pacticipant.id]).get(pacticipant.id) ?? []
  const latest = latestVersion(source.database, name)?.number
  return hal(pacticipantHal(source.urls, pacticipant, { labels, latest }), status)
}

function listHal({ database, urls }: Source, list: readonly Pacticipant[], path: string): object {
  const labels = labelsOf(
    database,
    list.map(({ id }) => id),
  )
  const shownList = list.map((one) => pacticipantHal(urls, one, { labels: labels.get(one.id) ?? [] }))
  const links = list.map(({ name }) => ({ href: urls.pacticipant(name), title: name, name }))
  return {
    // The command line reads the first, other clients the second.
    pacticipants: shownList,
    _embedded: { pacticipants: shownList },
    _links: {
      self: { href: urls.at(path) },
      'pb:pacticipants': links,
      pacticipants: links,
      curies: curies(urls),
    },
  }
}

function labelHal({ urls }: Source, pacticipant: string, label: string): object {
  return {
    name: label,
    _links: { self: { title: 'Label', name: label, href: urls.label(pacticipant, label) } },
  }
}
