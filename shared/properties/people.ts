import Type from 'typebox'
import { toUuid } from '../ids.ts'
import { Nullable, OneOf, StrictObject, Uuid } from '../validation/schemas.ts'
import { noConfiguration } from './no-configuration.ts'
import { propertyType } from './property.ts'

// Page objects show that many; the property item endpoint has all.
const shownPeople = 25

// Clients send back whole users as they read them; the id is what counts.
const Person = StrictObject({
  id: Uuid,
  object: Type.Optional(OneOf(['user', 'group'])),
  name: Type.Optional(Nullable(Type.String())),
  avatar_url: Type.Optional(Nullable(Type.String())),
  type: Type.Optional(OneOf(['person', 'bot'])),
  person: Type.Optional(Type.Unknown()),
  bot: Type.Optional(Type.Unknown()),
})

export const people = propertyType<object, readonly string[], unknown, { id: string }[], string>({
  type: 'people',
  ...noConfiguration,
  valueRequest: Type.Array(Person, { maxItems: 100 }),
  storeValue(request) {
    const ids = new Set(request.map(({ id }) => toUuid(id)))
    return ids.size ? [...ids] : null
  },
  presentValue(value, _config, { resolved, isWhole }) {
    const ids = value ?? []
    return (isWhole ? ids : ids.slice(0, shownPeople)).map((id) => resolved.user(id))
  },
  presentItem: (id, { resolved }) => resolved.user(id),
  plainText: (value, _config, { resolved }) =>
    (value ?? [])
      .map((id) => resolved.user(id).name)
      .filter((name) => typeof name === 'string')
      .join(', '),
  isReady: (value) => !value?.length,
  collectReferences(value, _meta, references) {
    for (const id of value ?? []) references.users.add(id)
  },
})
