import { countPeople, listPeople, type Provisioned } from '#server/domain/directory/person.ts'
import {
  deprovisionPerson,
  ownConflicts,
  provisionPerson,
  reprovisionPerson,
} from '#server/domain/directory/provision.ts'
import type { Resource } from '../attribute.ts'
import { endpoint } from '../endpoint.ts'
import { patched } from '../patch.ts'
import { readResource } from '../read-values.ts'
import { userType as type } from '../schemas.ts'
import { presentUser } from './present.ts'
import { saidBy, saidByPatch, saidInWhole } from './said.ts'
import { asTold, silentFields, withRole } from './silent.ts'

export const users = endpoint<Provisioned>({
  type,

  async read({ context, administration }, condition, slice) {
    const people = await listPeople(context, administration, condition, slice)
    return people.map((known) => ({ known, resource: presentUser(known, context.baseUrl) }))
  },

  count: ({ context, administration }, condition) => countPeople(context, administration, condition),

  create: ({ context, administration }, body) =>
    provisionPerson(context, administration, saidBy(readResource(type, body), null)),

  replace({ context, administration }, { known: person, resource: shown }, body) {
    const resource = readResource(type, body)
    const said = saidInWhole(resource, { shown, person })
    const silent = [
      ...(said.role === undefined ? ['role' as const] : []),
      ...(said.active === undefined ? ['state' as const] : []),
    ]
    return reprovisionPerson(context, administration, person, said, silent)
  },

  async patch({ context, administration }, { known: person, resource: shown }, operations) {
    const change = (from: Resource, of: Provisioned) =>
      saidByPatch(patched(type, readResource(type, from), operations), { shown: from, person: of })
    const said = change(shown, person)
    const conflicts = await ownConflicts(context, person)
    const told = asTold(person, conflicts)
    if (conflicts.length === 0) return reprovisionPerson(context, administration, person, said)
    const wanted = withRole(change(presentUser(told, context.baseUrl), told), conflicts)
    const silent = silentFields({ said, person }, { said: wanted, person: told })
    return reprovisionPerson(context, administration, person, wanted, silent)
  },

  remove: ({ context, administration }, { known }) => deprovisionPerson(context, administration, known),
})
