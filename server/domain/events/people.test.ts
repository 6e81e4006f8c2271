/** Each act on people, groups, invitations and connections, by every way in: what is recorded of it, and by whom. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyWorkspaceFile } from '#server/cli/workspace-file/apply.ts'
import { readWorkspaceObject } from '#server/cli/workspace-file/read-workspace.ts'
import { eventsAfter } from '#server/store/events.ts'
import { groupByName } from '#server/store/groups.ts'
import type { EventRow } from '#server/store/tables/events.ts'
import { updateUser, userByEmail, userById } from '#server/store/users.ts'
import { authorise } from '#test/authorise.ts'
import { formBrowser } from '#test/form-browser.ts'
import { mailedPath } from '#test/mailed-path.ts'
import { somebody } from '#test/people.ts'
import { describeStores } from '#test/stores.ts'
import { type TestWorkspace, workspace } from '#test/workspace.ts'
import { everyCapability } from '../access/capabilities.ts'
import { createPublicConnection } from '../connections/create.ts'
import { changePerson, WAITS_FOR } from '../users/change.ts'
import { toUser } from '../users/user.ts'

interface Recorded {
  type: string
  /** Its type and id. */
  entity: [type: string, id: string]
  data?: unknown
  before?: unknown
  after?: unknown
}

interface Act {
  name: string
  act: () => Promise<unknown>
  expected: () => Promise<readonly Recorded[]> | readonly Recorded[]
  /** The owner by the API, where nothing else is said. */
  origin?: string
  /** Null for the server itself. */
  by?: () => Promise<string | null> | string | null
}

const recorded = ({ type, entity_type, entity_id, data, before, after }: EventRow): Recorded => ({
  type,
  entity: [entity_type, entity_id],
  data: JSON.parse(data),
  ...(before === null ? {} : { before: JSON.parse(before) }),
  ...(after === null ? {} : { after: JSON.parse(after) }),
})

/** People's events, those of pages and of how the workspace is run aside. */
const isPeoples = ({ feed }: EventRow): boolean => feed === 'people'

describeStores('events of people', (store) => {
  test('say who did what to whom, and what was before', async (t) => {
    const acme = await workspace(t, store)
    const ownerId = acme.as('owner').userId
    let seen = (await eventsAfter(acme.store.reader, acme.id, 0, 10_000)).length
    const news = async () => {
      const events = await eventsAfter(acme.store.reader, acme.id, seen, 10_000)
      seen += events.length
      return events
    }
    for (const { name, act, expected, origin = 'api', by = () => ownerId } of await acts(acme)) {
      await news()
      await act()
      const events = await news()
      const people = events.filter(isPeoples)
      assert.deepEqual([name, ...people.map(recorded)], [name, ...(await expected())])
      // How somebody signs in is told as what it is.
      for (const event of events.filter(({ type }) => type !== 'user.login')) {
        assert.equal(event.origin, origin, `${name}: ${event.type}`)
        assert.equal(event.actor_id, await by(), `${name}: ${event.type}`)
        assert.ok(!/@/.test(event.data), `${name}: an e-mail address stands in the data of ${event.type}`)
      }
    }
  })
})

async function acts(acme: TestWorkspace): Promise<Act[]> {
  const owner = acme.as('owner')
  const admin = `/admin/v1/spaces/${acme.id}`
  const grace = await somebody(acme, 'Grace')
  const vera = await somebody(acme, 'Vera', 'guest')
  const ofGrace: Recorded['entity'] = ['user', grace.id]
  const ofVera: Recorded['entity'] = ['user', vera.id]
  const patch = (id: string, body: unknown) => () => owner.patch(`${admin}/users/${id}`, body)
  const byEmail = async (email: string) => (await userByEmail(acme.store.reader, acme.id, email))!
  const ofEmail = async (email: string): Promise<Recorded['entity']> => ['user', (await byEmail(email)).id]
  const change = (given: Parameters<typeof changePerson>[2]) => () =>
    acme.do(async (context) => {
      const [row] = await userById(context.db, context.workspace.id, grace.id)
      await changePerson(context, toUser(row!), given)
    })
  const nothing = () => []

  const group = (await owner.post(`${admin}/groups`, { name: 'Navy' })).body
  const ofGroup: Recorded['entity'] = ['group', group.id]
  const member = { user_id: grace.id }
  const partner = await acme.do((context) =>
    createPublicConnection(context, {
      name: 'Partner',
      capabilities: everyCapability,
      redirectUris: ['https://partner.test/'],
    }),
  )
  const ofPartner: Recorded['entity'] = ['connection', partner.id]
  let bot = { user_id: '', bot_id: '' }
  const internal = (await owner.post(`${admin}/connections`, { name: 'CI' })).body
  const ofInternal: Recorded['entity'] = ['connection', internal.id]
  let invitation: Recorded['entity'] = ['invitation', '']
  const invite = (body: unknown) => async () => {
    invitation = ['invitation', (await owner.post('/v1/invitations', body)).body.id]
  }
  const accept = async () => {
    const browser = formBrowser(acme.app)
    const path = await mailedPath(acme)
    await browser.open(path)
    const home = await browser.submit(path, { name: 'Alan', password: 'nanoseconds of wire' })
    assert.equal(home.path, '/', home.text)
  }
  const file = {
    workspace: { name: 'Acme' },
    users: [
      { name: 'The owner', email: 'owner@acme.test', role: 'owner' },
      { name: 'Grace Hopper', email: 'grace@acme.test', role: 'member' },
      { name: 'Ida', email: 'ida@acme.test', role: 'guest' },
    ],
    groups: [{ name: 'Army', members: ['grace@acme.test'] }],
    connections: [{ name: 'From the file' }],
  }
  const apply = () =>
    applyWorkspaceFile(acme.server, readWorkspaceObject(file, 'durable'), { mode: 'durable' })
  const cli = { origin: 'cli', by: () => null }
  let left = { user_id: '', bot_id: '' }

  return [
    {
      name: 'a name',
      act: patch(grace.id, { name: 'Grace Hopper' }),
      expected: () => [
        {
          type: 'user.updated',
          entity: ofGrace,
          data: { updated_fields: ['name'] },
          before: { name: 'Grace' },
          after: { name: 'Grace Hopper' },
        },
      ],
    },
    { name: 'the same name', act: patch(grace.id, { name: 'Grace Hopper' }), expected: nothing },
    {
      name: 'a picture and an e-mail address',
      act: change({ avatarUrl: 'https://a.test/g.png', email: ' Grace@acme.test' }),
      expected: () => [
        {
          type: 'user.updated',
          entity: ofGrace,
          data: { updated_fields: ['avatar_url', 'email'] },
          before: { avatar_url: null, email: 'grace@acme.test' },
          after: { avatar_url: 'https://a.test/g.png', email: 'Grace@acme.test' },
        },
      ],
    },
    { name: 'the same again', act: change({ email: 'Grace@acme.test' }), expected: nothing },
    {
      name: 'a role and a name at once',
      act: patch(grace.id, { role: 'restricted_member', name: 'Grace' }),
      expected: () => [
        {
          type: 'user.updated',
          entity: ofGrace,
          data: { updated_fields: ['name'] },
          before: { name: 'Grace Hopper' },
          after: { name: 'Grace' },
        },
        {
          type: 'user.role_updated',
          entity: ofGrace,
          data: { role: 'restricted_member', previous_role: 'member' },
          before: { role: 'member' },
          after: { role: 'restricted_member' },
        },
      ],
    },
    {
      name: 'suspended',
      act: patch(grace.id, { state: 'suspended' }),
      expected: () => [
        {
          type: 'user.suspended',
          entity: ofGrace,
          data: {},
          before: { state: 'active' },
          after: { state: 'suspended' },
        },
      ],
    },
    {
      name: 'back from that',
      act: patch(grace.id, { state: 'active' }),
      expected: () => [
        {
          type: 'user.reactivated',
          entity: ofGrace,
          data: {},
          before: { state: 'suspended' },
          after: { state: 'active' },
        },
      ],
    },
    {
      name: 'a guest becomes a member',
      act: patch(vera.id, { role: 'member' }),
      expected: () =>
        ['guest.removed', 'user.added'].map((type) => ({
          type,
          entity: ofVera,
          data: { role: 'member', previous_role: 'guest' },
          before: { role: 'guest' },
          after: { role: 'member' },
        })),
    },
    {
      name: 'into a group',
      act: () => owner.post(`${admin}/groups/${group.id}/members`, member),
      expected: () => [{ type: 'group.member_added', entity: ofGroup, data: member, after: member }],
    },
    {
      name: 'into it again',
      act: () => owner.post(`${admin}/groups/${group.id}/members`, member),
      expected: nothing,
    },
    {
      name: 'a member becomes a guest',
      act: patch(grace.id, { role: 'guest' }),
      expected: () => [
        { type: 'group.member_removed', entity: ofGroup, data: member, before: member },
        ...['user.removed', 'guest.added'].map((type) => ({
          type,
          entity: ofGrace,
          data: { role: 'guest', previous_role: 'restricted_member' },
          before: { role: 'restricted_member' },
          after: { role: 'guest' },
        })),
      ],
    },
    {
      name: 'a guest goes',
      act: () => owner.delete(`${admin}/users/${grace.id}`),
      expected: () => [
        {
          type: 'guest.removed',
          entity: ofGrace,
          data: {},
          before: { name: 'Grace', email: 'Grace@acme.test', role: 'guest', state: 'active' },
          after: { state: 'removed' },
        },
      ],
    },
    { name: 'a second time', act: () => owner.delete(`${admin}/users/${grace.id}`), expected: nothing },
    {
      name: 'another role of who is away',
      act: patch(grace.id, { role: 'membership_admin' }),
      expected: () => [
        {
          type: 'user.role_updated',
          entity: ofGrace,
          data: { role: 'membership_admin', previous_role: 'guest' },
          before: { role: 'guest' },
          after: { role: 'membership_admin' },
        },
      ],
    },
    {
      name: 'who was away comes back as a member with another name',
      act: patch(grace.id, { state: 'active', role: 'member', name: 'Grace B.' }),
      expected: () => [
        {
          type: 'user.added',
          entity: ofGrace,
          data: { role: 'member' },
          before: { name: 'Grace', role: 'membership_admin', state: 'removed' },
          after: { name: 'Grace B.', role: 'member', state: 'active' },
        },
      ],
    },
    {
      name: 'a connection is authorised',
      act: async () => {
        bot = { user_id: grace.id, bot_id: await authorise(acme, partner.clientId, grace.id) }
      },
      expected: () => [{ type: 'connection.added', entity: ofPartner, data: bot, after: bot }],
      by: () => grace.id,
    },
    {
      name: 'authorised again',
      act: () => authorise(acme, partner.clientId, grace.id),
      expected: nothing,
      by: () => grace.id,
    },
    {
      name: 'who leaves takes their bots along',
      act: () => owner.delete(`${admin}/users/${grace.id}`),
      expected: () => [
        { type: 'connection.removed', entity: ofPartner, data: bot, before: bot },
        {
          type: 'user.removed',
          entity: ofGrace,
          data: {},
          before: { name: 'Grace B.', email: 'Grace@acme.test', role: 'member', state: 'active' },
          after: { state: 'removed' },
        },
      ],
    },
    {
      name: 'who comes back after long has lost what waited',
      act: async () => {
        await acme.do(async ({ db, workspace, now }) => {
          const { id } = (await groupByName(db, workspace.id, 'Navy'))!
          await db.sql
            .insertInto('group_members')
            .values({ workspace_id: workspace.id, group_id: id, user_id: grace.id })
            .execute()
          await updateUser(db, workspace.id, grace.id, { removed_time: now - WAITS_FOR - 1 })
        })
        await patch(grace.id, { state: 'active' })()
      },
      expected: () => [
        { type: 'group.member_removed', entity: ofGroup, data: member, before: member },
        {
          type: 'user.added',
          entity: ofGrace,
          data: { role: 'member' },
          before: { state: 'removed' },
          after: { state: 'active' },
        },
      ],
    },
    {
      name: 'a group is renamed',
      act: () => owner.patch(`${admin}/groups/${group.id}`, { name: 'The Navy' }),
      expected: () => [
        {
          type: 'group.updated',
          entity: ofGroup,
          data: { updated_fields: ['name'] },
          before: { name: 'Navy' },
          after: { name: 'The Navy' },
        },
      ],
    },
    {
      name: 'a group with its name',
      act: () => owner.patch(`${admin}/groups/${group.id}`, { name: 'The Navy' }),
      expected: nothing,
    },
    {
      name: 'out of a group',
      act: async () => {
        await owner.post(`${admin}/groups/${group.id}/members`, member)
        await owner.delete(`${admin}/groups/${group.id}/members/${grace.id}`)
        await owner.post(`${admin}/groups/${group.id}/members`, member)
      },
      expected: () => [
        { type: 'group.member_added', entity: ofGroup, data: member, after: member },
        { type: 'group.member_removed', entity: ofGroup, data: member, before: member },
        { type: 'group.member_added', entity: ofGroup, data: member, after: member },
      ],
    },
    {
      name: 'a group goes with its members',
      act: () => owner.delete(`${admin}/groups/${group.id}`),
      expected: () => [
        { type: 'group.deleted', entity: ofGroup, data: {}, before: { name: 'The Navy', member_count: 1 } },
      ],
    },
    {
      name: 'an invitation',
      act: invite({ email: 'alan@acme.test', role: 'restricted_member' }),
      expected: () => [
        {
          type: 'invitation.created',
          entity: invitation,
          data: { role: 'restricted_member' },
          after: { email: 'alan@acme.test', role: 'restricted_member', state: 'pending' },
        },
      ],
    },
    {
      name: 'the same invitation',
      act: invite({ email: 'alan@acme.test', role: 'guest' }),
      expected: nothing,
    },
    {
      name: 'a higher role',
      act: invite({ email: 'alan@acme.test', role: 'member' }),
      expected: () => [
        {
          type: 'invitation.updated',
          entity: invitation,
          data: { updated_fields: ['role'], role: 'member', previous_role: 'restricted_member' },
          before: { role: 'restricted_member' },
          after: { role: 'member' },
        },
      ],
    },
    {
      name: 'an invitation is accepted',
      act: accept,
      origin: 'invite',
      by: async () => (await byEmail('alan@acme.test')).id,
      expected: async () => [
        {
          type: 'user.added',
          entity: await ofEmail('alan@acme.test'),
          data: { role: 'member' },
          after: { name: 'Alan', email: 'alan@acme.test', role: 'member' },
        },
        {
          type: 'invitation.accepted',
          entity: invitation,
          data: { user_id: (await byEmail('alan@acme.test')).id, role: 'member' },
          before: { email: 'alan@acme.test', role: 'member', state: 'pending' },
          after: { state: 'accepted', user_id: (await byEmail('alan@acme.test')).id },
        },
      ],
    },
    {
      name: 'an invitation is cancelled',
      act: async () => {
        await invite({ email: 'nobody@acme.test', role: 'guest' })()
        await owner.delete(`/v1/invitations/${invitation[1]}`)
      },
      expected: () => [
        {
          type: 'invitation.created',
          entity: invitation,
          data: { role: 'guest' },
          after: { email: 'nobody@acme.test', role: 'guest', state: 'pending' },
        },
        {
          type: 'invitation.cancelled',
          entity: invitation,
          data: { role: 'guest' },
          before: { email: 'nobody@acme.test', role: 'guest', state: 'pending' },
          after: { state: 'cancelled' },
        },
      ],
    },
    {
      name: 'an internal connection is renamed with its bot',
      act: () => owner.patch(`${admin}/connections/${internal.id}`, { name: 'CI bot' }),
      expected: () => [
        {
          type: 'user.updated',
          entity: ['user', internal.bot_id],
          data: { updated_fields: ['name'] },
          before: { name: 'CI' },
          after: { name: 'CI bot' },
        },
      ],
    },
    {
      name: 'an internal connection goes',
      act: () => owner.delete(`${admin}/connections/${internal.id}`),
      expected: () => {
        left = { user_id: owner.userId, bot_id: internal.bot_id }
        return [{ type: 'connection.removed', entity: ofInternal, data: left, before: left }]
      },
    },
    {
      name: 'a workspace file',
      act: apply,
      ...cli,
      expected: async () => {
        const army = (await groupByName(acme.store.reader, acme.id, 'Army'))!.id
        const { id, bot_id } = await acme.store.reader.sql
          .selectFrom('connections')
          .select(['id', 'bot_id'])
          .where('name', '=', 'From the file')
          .executeTakeFirstOrThrow()
        const added = { bot_id }
        return [
          {
            type: 'user.updated',
            entity: ofGrace,
            data: { updated_fields: ['name'] },
            before: { name: 'Grace B.' },
            after: { name: 'Grace Hopper' },
          },
          {
            type: 'guest.added',
            entity: await ofEmail('ida@acme.test'),
            data: { role: 'guest' },
            after: { name: 'Ida', email: 'ida@acme.test', role: 'guest' },
          },
          { type: 'group.created', entity: ['group', army], data: {}, after: { name: 'Army' } },
          { type: 'group.member_added', entity: ['group', army], data: member, after: member },
          { type: 'connection.added', entity: ['connection', id], data: added, after: added },
        ]
      },
    },
    { name: 'the same file', act: apply, ...cli, expected: nothing },
  ]
}
