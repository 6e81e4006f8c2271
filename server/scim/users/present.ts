import type { Provisioned } from '#server/domain/directory/person.ts'
import type { Resource } from '../attribute.ts'
import { metaOf } from '../meta.ts'
import { ENTERPRISE, NOTION, OCTAVO, USER } from '../schemas.ts'
import { isEmail, nameOf, UNASSIGNED } from './said.ts'

/** A person as a User: what the directory said of them, as far as it still is so here. */
export function presentUser({ user, ...person }: Provisioned, baseUrl: string): Resource {
  const said = person.attributes ?? {}
  const { schemas: _, active, [ENTERPRISE]: enterprise, [NOTION]: notion, [OCTAVO]: octavo, ...kept } = said
  const { role } = user
  const extensions: Resource = {
    ...(enterprise !== undefined && { [ENTERPRISE]: enterprise }),
    ...(role !== null && role !== 'guest' && notion !== UNASSIGNED && { [NOTION]: { role } }),
    ...(role !== null && octavo !== UNASSIGNED && { [OCTAVO]: { role } }),
  }
  const userName = userNameOf(user, said)
  const shown = {
    schemas: [USER, ...Object.keys(extensions)],
    id: user.id,
    ...(person.externalId !== null && { externalId: person.externalId }),
    ...kept,
    userName,
    ...emailsOf(said, userName),
    ...namesOf(user, person.attributes),
    ...(active !== UNASSIGNED && { active: user.state === 'active' }),
    ...(person.groups.length > 0 && { groups: person.groups.map((group) => presentGroup(group, baseUrl)) }),
    ...extensions,
  }
  return {
    ...shown,
    meta: metaOf(
      'User',
      '/Users',
      { id: user.id, createdTime: user.createdTime, updatedTime: person.updatedTime },
      shown,
      baseUrl,
    ),
  }
}

/** Where no directory said any, the address that somebody signs in with: clients look for people by it. */
const emailsOf = ({ emails }: Resource, userName: string): Resource =>
  emails === undefined && isEmail(userName)
    ? { emails: [{ value: userName, type: 'work', primary: true }] }
    : {}

/** An address that somebody changed by hand is what they are called from then on. */
function userNameOf({ email, id }: Provisioned['user'], said: Resource): string {
  const name = said.userName as string | undefined
  if (name === undefined || (isEmail(name) && email !== null && name.toLowerCase() !== email.toLowerCase())) {
    return email ?? name ?? id
  }
  return name
}

/** As the directory has it; whoever is kept or was renamed by hand is called so, in two parts. */
function namesOf({ name, email }: Provisioned['user'], said: Resource | null): Resource {
  if (said !== null && name === nameOf(said)) {
    const given = said.name as { givenName?: string; familyName?: string } | undefined
    const isInParts = given?.givenName !== undefined || given?.familyName !== undefined
    return given === undefined
      ? {}
      : { name: { formatted: name, ...(!isInParts && partsOf(name!)), ...given } }
  }
  const shown = name ?? email
  return shown === null ? {} : { name: { formatted: shown, ...partsOf(shown) }, displayName: shown }
}

/** Clients want both parts, though people here have one name: the last word is the last name. */
function partsOf(name: string): Resource {
  const at = name.lastIndexOf(' ')
  return at < 0
    ? { givenName: name, familyName: name }
    : { givenName: name.slice(0, at), familyName: name.slice(at + 1) }
}

const presentGroup = ({ id, name }: { id: string; name: string }, baseUrl: string) => ({
  value: id,
  $ref: `${baseUrl}/scim/v2/Groups/${id}`,
  display: name,
  type: 'direct',
})
