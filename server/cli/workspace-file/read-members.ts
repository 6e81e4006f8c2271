import type { Claims } from './claims.ts'
import { fieldsOf, listOf, nameOf, oneOf, type Place, should } from './fields.ts'
import { emailKey, emailOf, passwordOf, tokenOf } from './formats.ts'
import type { GroupInFile, Role, UserInFile } from './types.ts'

const roles: readonly Role[] = ['owner', 'membership_admin', 'member', 'restricted_member', 'guest']

/** `all` is the whole file, where a token is used once; `own` is the workspace, where an e-mail address is. */
export function readUsers(place: Place | undefined, all: Claims, own: Claims): UserInFile[] {
  return listOf(place, (item) => {
    const fields = fieldsOf(item, ['name', 'email', 'role', 'password', 'token'])
    const email = emailOf(fields.need('email')) ?? ''
    const password = passwordOf(fields.at('password'))
    // A person is one account in every workspace.
    if (email) all.agree('password', emailKey(email), password, fields.at('password'))
    own.claim('e-mail address', email, email ? fields.at('email') : undefined, emailKey(email))
    return {
      name: nameOf(fields.at('name')) ?? email.slice(0, email.lastIndexOf('@')),
      email,
      role: oneOf(fields.at('role'), roles) ?? 'member',
      password,
      token: all.claim('token', tokenOf(fields.at('token')), fields.at('token')),
      stated: fields.stated,
    }
  })
}

/** `users` are e-mail addresses by their keys. */
export function readGroups(
  place: Place | undefined,
  users: ReadonlyMap<string, string>,
  own: Claims,
): GroupInFile[] {
  return listOf(place, (item) => {
    const fields = fieldsOf(item, ['name', 'members'])
    const members = listOf(fields.at('members'), (member) => {
      const email = emailOf(member)
      const known = email === undefined ? undefined : users.get(emailKey(email))
      if (email !== undefined && known === undefined)
        should(member, 'the e-mail address of a user of this file')
      return known ?? ''
    })
    return {
      name: own.claim('group name', nameOf(fields.need('name')), fields.at('name')) ?? '',
      members: [...new Set(members)],
      stated: fields.stated,
    }
  })
}
