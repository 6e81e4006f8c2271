import { countPeople, listPeople, type Provisioned } from '#server/domain/directory/person.ts'
import { deprovisionPerson, provisionPerson, reprovisionPerson } from '#server/domain/directory/provision.ts'
import type { Resource } from '../attribute.ts'
import { type Asked, endpoint, type Found } from '../endpoint.ts'
import { patched } from '../patch.ts'
import { readResource } from '../read-values.ts'
import { userType as type } from '../schemas.ts'
import { presentUser } from './present.ts'
import { saidBy } from './said.ts'

export const users = endpoint<Provisioned>({
  type,

  async read({ context, administration }, condition, slice) {
    const people = await listPeople(context, administration, condition, slice)
    return people.map((known) => ({ known, resource: presentUser(known, context.baseUrl) }))
  },

  count: ({ context, administration }, condition) => countPeople(context, administration, condition),

  create: ({ context, administration }, body) =>
    provisionPerson(context, administration, saidBy(readResource(type, body), null)),

  replace: (asked, found, body) => make(asked, found, readResource(type, body)),

  patch: (asked, found, operations) =>
    make(asked, found, patched(type, readResource(type, found.resource), operations)),

  remove: ({ context, administration }, { known }) => deprovisionPerson(context, administration, known),
})

const make = (
  { context, administration }: Asked,
  { known: person, resource: shown }: Found<Provisioned>,
  resource: Resource,
): Promise<void> => reprovisionPerson(context, administration, person, saidBy(resource, { shown, person }))
