/** Every type of event with an act that causes it, as an address is told of it at each version of the API. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventTypes } from '#server/domain/events/types.ts'
import { somebody } from '#test/people.ts'
import { checkPayload, webhookTypes } from '#test/sdk/webhook-payloads.ts'
import { describeStores } from '#test/stores.ts'
import { type Body, webhookEndpoint } from '#test/webhook-endpoint.ts'
import { type Answer, type TestWorkspace, workspace } from '#test/workspace.ts'
import { type ApiVersion, apiVersions } from '../versions/change.ts'
import { namesAt } from './names.ts'

const DAY = 24 * 60 * 60 * 1000
const text = (content: string) => [{ text: { content } }]

/** What was called otherwise before databases had data sources, and what had no name. */
const before: Record<string, string | null> = {
  'data_source.content_updated': 'database.content_updated',
  'data_source.schema_updated': 'database.schema_updated',
  'data_source.created': null,
  'data_source.moved': null,
  'data_source.deleted': null,
  'data_source.undeleted': null,
}

/** The names that subscriptions to all of a version hear: where a name was replaced, the newer versions tell both. */
function namesOf(types: readonly string[], version: ApiVersion): string[] {
  const old = types.flatMap((type) => (type in before ? (before[type] ?? []) : []))
  const same = types.filter((type) => !(type in before) || version >= '2025-09-03')
  return [...same, ...old].toSorted()
}

/** For types that are told without the SDK knowing them it is what all have in common. */
const common = [
  'id',
  'timestamp',
  'workspace_id',
  'workspace_name',
  'subscription_id',
  'integration_id',
  'type',
  'authors',
  'attempt_number',
  'api_version',
  'entity',
]

describeStores('every type of event', (store) => {
  test('is told at each version, in the shape that the SDK types, when somebody does what causes it', async (t) => {
    const acme = await workspace(t, store)
    const endpoint = await webhookEndpoint(t, acme)
    const editor = acme.as('editor')
    const known = new Set(webhookTypes())
    const subscriptions = new Map<ApiVersion, string>()
    const table = await acts(acme)
    for (const version of apiVersions) {
      const event_types = [...namesAt(version).keys()]
      const fields = { event_types, api_version: version }
      subscriptions.set(version, await endpoint.subscribe(editor, fields, `/${version}`))
    }
    const seen = new Set<string>()
    const typed = new Set<string>()
    for (const { name, act, told } of table) {
      const answer = await act()
      if (answer) assert.equal(answer.status, 200, `${name}: ${answer.body.message}`)
      await acme.performDue()
      for (const type of told) seen.add(type)
      for (const version of apiVersions) {
        const bodies = endpoint.taken(`/${version}`)
        const types = bodies.map(({ type }) => type).toSorted()
        assert.deepEqual([name, version, ...types], [name, version, ...namesOf(told, version)])
        assert.equal(new Set(bodies.map(({ id }) => id)).size, bodies.length, 'each has an id of its own')
        for (const body of bodies) {
          checkEnvelope(acme, body, version, subscriptions.get(version)!)
          if (!known.has(body.type)) continue
          typed.add(body.type)
          // The SDK types no version before.
          checkPayload({ ...body, api_version: version < '2022-06-28' ? '2022-06-28' : version })
        }
      }
    }
    const told = Object.entries(eventTypes).filter(([, { feed }]) => feed !== 'none')
    assert.deepEqual([...seen].toSorted(), told.map(([type]) => type).toSorted())
    assert.deepEqual([...typed].toSorted(), [...known].toSorted(), 'what the SDK types was told')
  })
})

function checkEnvelope(acme: TestWorkspace, body: Body, version: ApiVersion, subscription: string): void {
  const { data, ...envelope } = body
  assert.deepEqual(Object.keys(envelope), common)
  assert.deepEqual(Object.keys(body.entity), ['id', 'type'])
  assert.deepEqual(
    [body.workspace_id, body.workspace_name, body.subscription_id, body.api_version, body.attempt_number],
    [acme.id, 'Acme', subscription, version, 1],
  )
  const tellsOrigin = /^(user|guest|group|invitation|connection|page\.permissions_updated)/.test(body.type)
  assert.match(
    String(data?.origin),
    tellsOrigin ? /^(ui|api|scim|saml_jit|invite|cli|system)$/ : /^undefined$/,
    body.type,
  )
  if (data?.parent) {
    assert.equal('data_source_id' in data.parent && version < '2025-09-03', false, JSON.stringify(body))
    if (version < '2025-09-03' && body.entity.type === 'database') assert.equal(data.parent.type, 'page')
  }
  assert.equal(version < '2025-09-03' && JSON.stringify(body).includes('data_source'), false)
}

interface Act {
  name: string
  act: () => Promise<Answer | undefined>
  /** As the newest version names it. */
  told: string[]
}

async function acts(acme: TestWorkspace): Promise<Act[]> {
  const [owner, editor] = [acme.as('owner'), acme.as('editor')]
  const home = await acme.aPage({ title: 'Home' })
  const other = await acme.aPage({ title: 'Other' })
  const { database, dataSource, page } = await acme.aDataSource({
    Name: { title: {} },
    Tags: { multi_select: {} },
  })
  const made: Record<string, string> = {}
  /** Keeps the id of what an act made. */
  const making = (name: string, send: () => Promise<Answer>) => async () => {
    const answer = await send()
    made[name] = answer.body.id
    return answer
  }
  /** As a directory does: nobody's request. */
  const adding = (name: string, person: string, role?: 'guest') => async () => {
    made[name] = (await somebody(acme, person, role)).id
    return undefined
  }
  const admin = (path: string) => `/admin/v1/spaces/${acme.id}${path}`
  const patchPage = (name: string, body: unknown) => () => editor.patch(`/v1/pages/${made[name]}`, body)
  const grace = await somebody(acme, 'Grace')
  const upload = { filename: 'a.txt', content_type: 'text/plain' }
  const rows = 'data_source.content_updated'
  const content = 'page.content_updated'

  return [
    {
      name: 'makes a page',
      act: making('page', () => editor.post('/v1/pages', { parent: { page_id: home } })),
      told: ['page.created', content],
    },
    {
      name: 'renames it',
      act: patchPage('page', { properties: { title: { title: text('Plan') } } }),
      told: ['page.properties_updated'],
    },
    { name: 'locks it', act: patchPage('page', { is_locked: true }), told: ['page.locked'] },
    { name: 'unlocks it', act: patchPage('page', { is_locked: false }), told: ['page.unlocked'] },
    {
      name: 'writes',
      act: async () => {
        const children = [{ audio: { external: { url: 'https://a.test/a.mp3' } } }]
        const answer = await editor.patch(`/v1/blocks/${made.page}/children`, { children })
        made.block = answer.body.results[0].id
        return answer
      },
      told: [content],
    },
    {
      name: 'makes notes of a meeting',
      act: async () => {
        const source = { type: 'block', block_id: made.block }
        const answer = await editor.post('/v1/blocks/meeting_notes', { source })
        made.transcript = answer.body.meeting_notes.children.transcript_block_id
        return answer
      },
      told: [content],
    },
    {
      name: 'deletes the transcript',
      act: () => editor.delete(`/v1/blocks/${made.transcript}`),
      told: [content, 'page.transcription_block.transcript_deleted'],
    },
    {
      name: 'moves it',
      act: () => editor.post(`/v1/pages/${made.page}/move`, { parent: { page_id: other } }),
      told: ['page.moved', content, content],
    },
    { name: 'deletes it', act: patchPage('page', { in_trash: true }), told: ['page.deleted', content] },
    { name: 'restores it', act: patchPage('page', { in_trash: false }), told: ['page.undeleted', content] },
    {
      name: 'makes a row',
      act: making('row', () => editor.post('/v1/pages', { parent: { data_source_id: dataSource } })),
      told: ['page.created', rows],
    },
    {
      name: 'tags it',
      act: patchPage('row', { properties: { Tags: { multi_select: [{ name: 'a' }] } } }),
      told: ['page.properties_updated', 'data_source.schema_updated'],
    },
    { name: 'deletes the row', act: patchPage('row', { in_trash: true }), told: ['page.deleted', rows] },
    {
      name: 'restores the row',
      act: patchPage('row', { in_trash: false }),
      told: ['page.undeleted', rows],
    },
    {
      name: 'makes a page of the row',
      act: () => editor.post(`/v1/pages/${made.row}/move`, { parent: { page_id: home } }),
      told: ['page.moved', rows, content],
    },
    {
      name: 'makes a database',
      act: making('database', () => editor.post('/v1/databases', { parent: { page_id: home } })),
      told: ['database.created', 'data_source.created', 'view.created', content],
    },
    {
      name: 'renames a database',
      act: () => editor.patch(`/v1/databases/${made.database}`, { title: text('Things') }),
      told: ['database.content_updated'],
    },
    {
      name: 'moves a database',
      act: () => editor.patch(`/v1/databases/${made.database}`, { parent: { page_id: other } }),
      told: ['database.moved', content, content],
    },
    {
      name: 'deletes a database',
      act: () => editor.patch(`/v1/databases/${made.database}`, { in_trash: true }),
      told: ['database.deleted', content],
    },
    {
      name: 'restores a database',
      act: () => editor.patch(`/v1/databases/${made.database}`, { in_trash: false }),
      told: ['database.undeleted', content],
    },
    {
      name: 'makes a data source',
      act: making('source', () =>
        editor.post('/v1/data_sources', {
          parent: { database_id: database },
          properties: { Name: { title: {} } },
        }),
      ),
      told: ['data_source.created', 'view.created'],
    },
    {
      name: 'renames a data source',
      act: () => editor.patch(`/v1/data_sources/${made.source}`, { title: text('Rows') }),
      told: [rows],
    },
    {
      name: 'changes a schema',
      act: () => editor.patch(`/v1/data_sources/${made.source}`, { properties: { Done: { checkbox: {} } } }),
      told: ['data_source.schema_updated'],
    },
    {
      name: 'deletes a data source',
      act: () => editor.patch(`/v1/data_sources/${made.source}`, { in_trash: true }),
      told: ['data_source.deleted'],
    },
    {
      name: 'restores a data source',
      act: () => editor.patch(`/v1/data_sources/${made.source}`, { in_trash: false }),
      told: ['data_source.undeleted'],
    },
    {
      name: 'moves a data source',
      act: () => editor.patch(`/v1/data_sources/${made.source}`, { parent: { database_id: made.database } }),
      told: ['data_source.moved'],
    },
    {
      name: 'makes a view',
      act: making('view', () =>
        editor.post('/v1/views', {
          database_id: database,
          data_source_id: dataSource,
          name: 'All',
          type: 'list',
        }),
      ),
      told: ['view.created'],
    },
    {
      name: 'changes a view',
      act: () =>
        editor.patch(`/v1/views/${made.view}`, {
          name: 'Tagged',
          filter: { property: 'Tags', multi_select: { is_not_empty: true } },
          quick_filters: { Tags: { multi_select: { contains: 'a' } } },
        }),
      told: ['view.updated'],
    },
    {
      name: 'deletes a view',
      act: () => editor.delete(`/v1/views/${made.view}`),
      told: ['view.deleted'],
    },
    {
      name: 'comments',
      act: async () => {
        const answer = await editor.post('/v1/comments', {
          parent: { block_id: made.block },
          rich_text: text('Hi'),
        })
        made.comment = answer.body.id
        made.discussion = answer.body.discussion_id
        return answer
      },
      told: ['comment.created'],
    },
    {
      name: 'changes a comment',
      act: () => editor.patch(`/v1/comments/${made.comment}`, { rich_text: text('Hello') }),
      told: ['comment.updated'],
    },
    {
      name: 'resolves a discussion',
      act: () => editor.patch(`/v1/discussions/${made.discussion}`, { resolved: true }),
      told: ['discussion.resolved'],
    },
    {
      name: 'opens a discussion again',
      act: () => editor.patch(`/v1/discussions/${made.discussion}`, { resolved: false }),
      told: ['discussion.reopened'],
    },
    {
      name: 'deletes a comment',
      act: () => editor.delete(`/v1/comments/${made.comment}`),
      told: ['comment.deleted'],
    },
    {
      name: 'announces a file',
      act: making('upload', () => editor.post('/v1/file_uploads', upload)),
      told: ['file_upload.created'],
    },
    {
      name: 'sends a file',
      act: async () => {
        const form = new FormData()
        form.append('file', new Blob(['text'], { type: 'text/plain' }), 'a.txt')
        const request = new Request('http://octavo.test', { method: 'POST', body: form })
        const response = await acme.app.inject({
          method: 'POST',
          url: `/v1/file_uploads/${made.upload}/send`,
          headers: {
            authorization: `Bearer ${editor.token}`,
            'notion-version': '2026-03-11',
            'content-type': request.headers.get('content-type')!,
          },
          payload: Buffer.from(await request.arrayBuffer()),
        })
        return { status: response.statusCode, body: response.json(), headers: {} }
      },
      told: ['file_upload.completed'],
    },
    {
      name: 'names a file that cannot be fetched',
      act: () =>
        editor.post('/v1/file_uploads', {
          mode: 'external_url',
          filename: 'a.txt',
          external_url: 'https://127.0.0.1:1/a.txt',
        }),
      told: ['file_upload.created', 'file_upload.upload_failed'],
    },
    {
      name: 'sends no file, and puts the other nowhere',
      act: async () => {
        await editor.post('/v1/file_uploads', upload)
        const { now } = acme.server.surroundings
        acme.server.surroundings.now = () => now() + DAY
        return undefined
      },
      told: ['file_upload.created', 'file_upload.expired', 'file_upload.expired'],
    },
    {
      name: 'shares a page',
      act: () => owner.post(`/v1/pages/${home}/permissions`, { user_id: grace.id, level: 'edit' }),
      told: ['page.permissions_updated'],
    },
    {
      name: 'adds a member',
      act: adding('member', 'Alan'),
      told: ['user.added'],
    },
    {
      name: 'renames a member',
      act: () => owner.patch(admin(`/users/${grace.id}`), { name: 'Grace Hopper' }),
      told: ['user.updated'],
    },
    {
      name: 'changes a role',
      act: () => owner.patch(admin(`/users/${grace.id}`), { role: 'membership_admin' }),
      told: ['user.role_updated'],
    },
    {
      name: 'suspends a member',
      act: () => owner.patch(admin(`/users/${grace.id}`), { state: 'suspended' }),
      told: ['user.suspended'],
    },
    {
      name: 'reactivates a member',
      act: () => owner.patch(admin(`/users/${grace.id}`), { state: 'active' }),
      told: ['user.reactivated'],
    },
    {
      name: 'makes a group',
      act: making('group', () => owner.post(admin('/groups'), { name: 'Navy' })),
      told: ['group.created'],
    },
    {
      name: 'renames a group',
      act: () => owner.patch(admin(`/groups/${made.group}`), { name: 'The Navy' }),
      told: ['group.updated'],
    },
    {
      name: 'adds to a group',
      act: () => owner.post(admin(`/groups/${made.group}/members`), { user_id: grace.id }),
      told: ['group.member_added'],
    },
    {
      name: 'takes out of a group',
      act: () => owner.delete(admin(`/groups/${made.group}/members/${grace.id}`)),
      told: ['group.member_removed'],
    },
    {
      name: 'deletes a group',
      act: () => owner.delete(admin(`/groups/${made.group}`)),
      told: ['group.deleted'],
    },
    {
      name: 'removes a member',
      act: () => owner.delete(admin(`/users/${made.member}`)),
      told: ['user.removed'],
    },
    {
      name: 'invites somebody',
      act: making('invitation', () =>
        owner.post('/v1/invitations', { email: 'joan@elsewhere.test', role: 'guest' }),
      ),
      told: ['invitation.created'],
    },
    {
      name: 'invites once more',
      act: () => owner.post(`/v1/invitations/${made.invitation}/resend`, {}),
      told: ['invitation.updated'],
    },
    {
      name: 'cancels an invitation',
      act: () => owner.delete(`/v1/invitations/${made.invitation}`),
      told: ['invitation.cancelled'],
    },
    {
      name: 'lets in who was invited',
      act: async () => {
        await owner.post('/v1/invitations', { email: 'kay@acme.test', role: 'member' })
        return adding('kay', 'Kay')()
      },
      told: ['invitation.created', 'user.added', 'invitation.accepted'],
    },
    {
      name: 'adds a guest',
      act: adding('guest', 'Gus', 'guest'),
      told: ['guest.added'],
    },
    {
      name: 'removes a guest',
      act: () => owner.delete(admin(`/users/${made.guest}`)),
      told: ['guest.removed'],
    },
    {
      name: 'adds a connection',
      act: making('connection', () => owner.post(admin('/connections'), { name: 'CI' })),
      told: ['connection.added'],
    },
    {
      name: 'removes a connection',
      act: () => owner.delete(admin(`/connections/${made.connection}`)),
      told: ['connection.removed'],
    },
    {
      name: 'deletes the page of a database',
      act: () => owner.patch(`/v1/pages/${page}`, { in_trash: true }),
      told: ['page.deleted'],
    },
  ]
}
