import { changePerson, type PersonChange } from '#server/domain/users/change.ts'
import { toUser } from '#server/domain/users/user.ts'
import { userById, usersByIds } from '#server/store/users.ts'
import { authorise } from './authorise.ts'
import { somebody } from './people.ts'
import type { TestWorkspace } from './workspace.ts'

const admin = (acme: TestWorkspace, path: string) => `/admin/v1/spaces/${acme.id}${path}`

/** What can happen to a directory, each by a choice among those whom it can happen to. */
export async function aDirectory(acme: TestWorkspace) {
  const owner = acme.as('owner')
  const people: string[] = []
  const groups: string[] = []
  const connections: string[] = []
  const clients: { id: string; client_id: string }[] = []
  const activeAmong = async (ids: readonly string[]) => {
    const rows = ids.length === 0 ? [] : await usersByIds(acme.store.reader, acme.id, ids)
    return rows.filter(({ state, role }) => state === 'active' && role !== 'guest').map(({ id }) => id)
  }
  let made = 0
  const pick = (from: readonly string[], choice: number) => from[choice % from.length]
  const roles = ['member', 'guest', 'restricted_member', 'membership_admin'] as const
  const person = (body: unknown) => async (choice: number) => {
    const id = pick(people, choice)
    if (id) await owner.patch(admin(acme, `/users/${id}`), body)
  }
  const inGroup = async (choice: number, act: (path: string, id: string) => Promise<unknown>) => {
    const [group, id] = [pick(groups, choice), pick(people, choice >> 2)]
    if (group && id) await act(admin(acme, `/groups/${group}/members`), id)
  }
  const emailOf = async (id: string | undefined): Promise<string> =>
    (await userById(acme.store.reader, acme.id, id!))[0]!.email!
  const change = (id: string | undefined, fields: PersonChange) =>
    acme.do(async (context) => {
      const [row] = await userById(context.db, context.workspace.id, id ?? '')
      if (row) await changePerson(context, toUser(row), fields)
    })
  const rename = (id: string | undefined, email: string) => change(id, { email })
  const acts: ((choice: number) => Promise<unknown>)[] = [
    async (choice) => people.push((await somebody(acme, `Person${++made}`, roles[choice % 4])).id),
    (choice) => person({ name: `Named ${++made}` })(choice),
    (choice) => person({ role: roles[(choice >> 1) % 4] })(choice),
    person({ state: 'suspended' }),
    person({ state: 'active' }),
    async (choice) => {
      const id = pick(people, choice)
      if (id) await owner.delete(admin(acme, `/users/${id}`))
    },
    (choice) => rename(pick(people, choice), `new${++made}@acme.test`),
    async () => groups.push((await owner.post(admin(acme, '/groups'), { name: `Group ${++made}` })).body.id),
    async (choice) => {
      const id = pick(groups, choice)
      if (id) await owner.patch(admin(acme, `/groups/${id}`), { name: `Group ${++made}` })
    },
    (choice) => inGroup(choice, (path, user_id) => owner.post(path, { user_id })),
    (choice) => inGroup(choice, (path, id) => owner.delete(`${path}/${id}`)),
    async (choice) => {
      const id = pick(groups, choice)
      if (id) await owner.delete(admin(acme, `/groups/${id}`))
      groups.splice(0, groups.length, ...groups.filter((one) => one !== id))
    },
    async () => {
      const { body } = await owner.post(admin(acme, '/connections'), { name: `Bot ${++made}` })
      connections.push(body.id)
    },
    async () => {
      const fields = { kind: 'public', redirect_uris: ['https://partner.test/'] }
      const { body } = await owner.post(admin(acme, '/connections'), { name: `Partner ${++made}`, ...fields })
      connections.push(body.id)
      clients.push(body)
    },
    async (choice) => {
      const client = clients[choice % clients.length]
      const active = await activeAmong(people)
      const id = pick(active, choice >> 2)
      if (client && id && connections.includes(client.id)) await authorise(acme, client.client_id, id)
    },
    async (choice) => {
      const [id, person] = [pick(connections, choice), pick(people, choice >> 2)]
      if (id && person) await owner.delete(admin(acme, `/connections/${id}/users/${person}`))
    },
    async (choice) => {
      const id = pick(connections, choice)
      if (id) await owner.patch(admin(acme, `/connections/${id}`), { name: `Bot ${++made}` })
    },
    async (choice) => {
      const id = pick(connections, choice)
      if (id) await owner.delete(admin(acme, `/connections/${id}`))
      connections.splice(0, connections.length, ...connections.filter((one) => one !== id))
    },
    (choice) =>
      change(pick(people, choice), { avatarUrl: choice % 2 ? null : `https://acme.test/${++made}.png` }),
    async (choice) => {
      const [one, other] = [pick(people, choice), pick(people, choice >> 2)]
      if (one === other) return
      const [first, second] = [await emailOf(one), await emailOf(other)]
      await rename(one, `new${++made}@acme.test`)
      await rename(other, first)
      await rename(one, second)
    },
    async (choice) => {
      const [one, other] = [pick(groups, choice), pick(groups, choice >> 2)]
      if (!one || one === other) return
      const at = (id: string | undefined) => admin(acme, `/groups/${id}`)
      const [first, second] = [(await owner.get(at(one))).body.name, (await owner.get(at(other))).body.name]
      await owner.patch(at(one), { name: `Group ${++made}` })
      await owner.patch(at(other), { name: first })
      await owner.patch(at(one), { name: second })
    },
  ]
  return { acts }
}
