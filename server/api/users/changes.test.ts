import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { typesOfFeed } from '#server/domain/events/types.ts'
import { changePerson } from '#server/domain/users/change.ts'
import { toUser } from '#server/domain/users/user.ts'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { userById } from '#server/store/users.ts'
import { aDirectory } from '#test/a-directory.ts'
import { assertMirrors, beginMirror, follow } from '#test/directory-mirror.ts'
import { somebody } from '#test/people.ts'
import { describeStores } from '#test/stores.ts'
import { type Client, type TestWorkspace, workspace } from '#test/workspace.ts'

const peoplesTypes = typesOfFeed('people')

const FEED = '/v1/users/changes'

/** Where the feed ends. */
const endOf = async (client: Client): Promise<string> =>
  (await client.get(`${FEED}?start_cursor=now`)).body.next_cursor

const since = async (client: Client, cursor: string, query = '') =>
  (await client.get(`${FEED}?start_cursor=${cursor}${query}`)).body

const admin = (acme: TestWorkspace, path: string) => `/admin/v1/spaces/${acme.id}${path}`

describeStores('GET /v1/users/changes', (store) => {
  test('tells what happened, with what became of whom it is about', async (t) => {
    const acme = await workspace(t, store)
    const [owner, editor] = [acme.as('owner'), acme.as('editor')]
    const start = await endOf(editor)
    const grace = await somebody(acme, 'Grace')
    const path = admin(acme, `/users/${grace.id}`)
    await owner.patch(path, { name: 'Grace Hopper', role: 'membership_admin' })
    const group = (await owner.post(admin(acme, '/groups'), { name: 'Navy' })).body.id
    await owner.post(admin(acme, `/groups/${group}/members`), { user_id: grace.id })
    await owner.patch(path, { state: 'suspended' })

    const shown = {
      object: 'user',
      id: grace.id,
      name: 'Grace Hopper',
      avatar_url: null,
      type: 'person',
      person: {
        email: 'grace@acme.test',
        octavo: {
          role: 'membership_admin',
          status: 'suspended',
          groups: [{ object: 'group', id: group, name: 'Navy' }],
        },
      },
    }
    const { results, next_cursor, has_more } = await since(editor, start)
    assert.deepEqual(results[1], {
      object: 'user_change',
      id: results[1].id,
      sequence: results[1].sequence,
      type: 'user.updated',
      timestamp: results[1].timestamp,
      entity: { type: 'user', id: grace.id },
      authors: [{ id: owner.userId, type: 'person' }],
      origin: 'api',
      changed: ['name'],
      previous: { name: 'Grace' },
      data: { updated_fields: ['name'] },
      user: shown,
    })
    const told = results.map(({ type, changed, previous, user, group }: Record<string, unknown>) => ({
      type,
      changed,
      previous,
      has: [user ? 'user' : '', group ? 'group' : ''].filter(Boolean),
    }))
    assert.deepEqual(told, [
      { type: 'user.added', changed: [], previous: {}, has: ['user'] },
      { type: 'user.updated', changed: ['name'], previous: { name: 'Grace' }, has: ['user'] },
      { type: 'user.role_updated', changed: ['role'], previous: { role: 'member' }, has: ['user'] },
      { type: 'group.created', changed: [], previous: {}, has: ['group'] },
      { type: 'group.member_added', changed: ['groups'], previous: {}, has: ['user', 'group'] },
      { type: 'user.suspended', changed: ['status'], previous: { status: 'active' }, has: ['user'] },
    ])
    assert.equal(has_more, false)
    const oldest = await editor.get(`${FEED}?start_cursor=${start}`, '2021-05-13')
    assert.deepEqual(oldest.body.results, results)

    await owner.delete(path)
    await owner.patch(admin(acme, `/groups/${group}`), { name: 'The Navy' })
    await owner.delete(admin(acme, `/groups/${group}`))
    const gone = (await since(editor, next_cursor)).results
    assert.deepEqual(
      gone.map(({ type, user, group, tombstone }: Record<string, { object: string; id: string }>) => [
        type,
        user,
        group,
        tombstone?.object,
        tombstone?.id,
      ]),
      [
        ['user.removed', undefined, undefined, 'user', grace.id],
        ['group.updated', undefined, undefined, 'group', group],
        ['group.deleted', undefined, undefined, 'group', group],
      ],
    )
    assert.deepEqual(gone[0].previous, {
      name: 'Grace Hopper',
      email: 'grace@acme.test',
      role: 'membership_admin',
      status: 'suspended',
    })
  })

  test('tells e-mail addresses only to who may see them, and says when they are missing', async (t) => {
    const acme = await workspace(t, store)
    const [editor, reader] = [acme.as('editor'), acme.as('reader')]
    const start = await endOf(editor)
    const grace = await somebody(acme, 'Grace')
    await acme.do(async (context) => {
      const [row] = await userById(context.db, context.workspace.id, grace.id)
      await changePerson(context, toUser(row!), {
        email: 'hopper@acme.test',
        avatarUrl: 'https://a.test/g.png',
      })
    })
    const [, seen] = (await since(editor, start)).results
    assert.deepEqual(seen.changed, ['avatar_url', 'email'])
    assert.deepEqual(seen.previous, { avatar_url: null, email: 'grace@acme.test' })
    assert.equal(seen.user.person.email, 'hopper@acme.test')

    const answer = await reader.get(`${FEED}?start_cursor=${start}`)
    const [, unseen] = answer.body.results
    assert.deepEqual(unseen.previous, { avatar_url: null })
    assert.deepEqual(unseen.user.person, {})
    assert.equal(answer.headers['octavo-warning'], 'email_capability_missing')
    assert.deepEqual(answer.body.warnings, ['email_capability_missing'])
    assert.ok(!JSON.stringify(answer.body).includes('@acme.test'))
  })

  test('is for whoever may list users', async (t) => {
    const acme = await workspace(t, store)
    const refused = [
      await acme.as('nobody').get(FEED),
      await acme.as('inserter').get(FEED),
      await acme.as('owner').get(FEED),
    ]
    for (const { status, body } of refused)
      assert.deepEqual([status, body.code], [403, 'restricted_resource'])
    const { body } = await acme.as('outsider').get(FEED)
    assert.ok(body.results.every(({ user }: { user: { name: string } }) => user.name === 'The outsider'))
    const emulate = { plan: 'none' as const, extensions: false }
    const plain = await workspace(t, store, { ...defaultSettings, emulate })
    assert.equal((await plain.as('editor').get(FEED)).status, 400)
  })

  test('goes on from cursors, and says when one is too old', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const whole = await editor.get(FEED)
    assert.deepEqual(whole.body.results[0].type, 'user.added')
    const seen: string[] = []
    for (let cursor: string | null = null; ; ) {
      const { body } = await editor.get(`${FEED}?page_size=2${cursor ? `&start_cursor=${cursor}` : ''}`)
      seen.push(...body.results.map(({ id }: { id: string }) => id))
      assert.ok(body.results.length <= 2)
      cursor = body.next_cursor
      if (!body.has_more) break
    }
    assert.deepEqual(
      seen,
      whole.body.results.map(({ id }: { id: string }) => id),
    )
    const now = await endOf(editor)
    assert.deepEqual(await since(editor, now).then(({ results, has_more }) => [results, has_more]), [
      [],
      false,
    ])

    // What is no feed of theirs moves the cursor all the same, so that it does not grow old.
    const page = await acme.aPage()
    await editor.patch(`/v1/pages/${page}`, { is_locked: true })
    const later = await since(editor, now)
    assert.deepEqual(later.results, [])
    assert.notEqual(later.next_cursor, now)

    await acme.do(({ db, workspace }) =>
      db.sql
        .updateTable('workspaces')
        .set(({ ref }) => ({ changes_from: ref('sequence') }))
        .where('id', '=', workspace.id)
        .execute(),
    )
    const old = await editor.get(`${FEED}?start_cursor=${now}`)
    assert.deepEqual([old.status, old.body.code], [400, 'validation_error'])
    assert.deepEqual(old.body.additional_data, { reason: 'cursor_expired' })
    assert.match(old.body.message, /list/)
    const foreign = (await acme.as('outsider').get(`${FEED}?start_cursor=now`)).body.next_cursor
    for (const cursor of [
      'x',
      '%00',
      foreign,
      encodeURIComponent('"'),
      Buffer.from('[1]').toString('base64url'),
    ]) {
      const { status, body } = await editor.get(`${FEED}?start_cursor=${cursor}`)
      assert.deepEqual([status, body.code], [400, 'validation_error'], cursor)
    }
  })

  test('tells the types that are asked for, and guests only when asked', async (t) => {
    const acme = await workspace(t, store)
    const [owner, editor] = [acme.as('owner'), acme.as('editor')]
    const start = await endOf(editor)
    const guest = await somebody(acme, 'Gilda', 'guest')
    const member = await somebody(acme, 'Mia')
    await owner.post('/v1/invitations', { email: 'new@acme.test', role: 'guest' })
    await owner.patch(admin(acme, `/users/${guest.id}`), { name: 'Gilda Gray' })
    await owner.patch(admin(acme, `/users/${guest.id}`), { role: 'member' })
    await owner.patch(admin(acme, `/users/${member.id}`), { role: 'guest' })
    const typesOf = async (query: string) =>
      (await since(editor, start, query)).results.map(
        ({ type, user, tombstone }: { type: string; user?: unknown; tombstone?: unknown }) =>
          `${type}${user ? ' user' : ''}${tombstone ? ' tombstone' : ''}`,
      )
    const table: [query: string, told: string[]][] = [
      // Who is a guest by now was added as a member, and is told of as one who left.
      ['', ['user.updated user', 'user.added user', 'user.removed tombstone']],
      [
        '&include_guests=true',
        [
          'guest.added user',
          'user.added user',
          'invitation.created',
          'user.updated user',
          'guest.removed user',
          'user.added user',
          'user.removed user',
          'guest.added user',
        ],
      ],
      ['&types=user.added,user.removed', ['user.added user', 'user.removed tombstone']],
      ['&types=user.added&types=user.removed', ['user.added user', 'user.removed tombstone']],
      ['&types=guest.added&include_guests=true', ['guest.added user', 'guest.added user']],
      ['&types=group.created', []],
    ]
    for (const [query, told] of table) assert.deepEqual(await typesOf(query), told, query)
    for (const query of [
      'types=',
      'types=page.created',
      'types=x',
      'types=guest.added',
      'page_size=101',
      'since=1',
    ]) {
      const { status, body } = await editor.get(`${FEED}?${query}`)
      assert.deepEqual([status, body.code], [400, 'validation_error'], query)
    }
  })

  test('keeps a copy of the list of users what that is, whatever happens', async (t) => {
    const acme = await workspace(t, store)
    const directory = await aDirectory(acme)
    const readers = [
      { client: acme.as('editor'), query: '' },
      { client: acme.as('editor'), query: '&include_guests=true' },
      { client: acme.as('reader'), query: '' },
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...directory.acts), fc.nat(), fc.nat(4)), {
          minLength: 1,
          maxLength: 25,
        }),
        async (steps) => {
          const mirrors = await Promise.all(readers.map(({ client, query }) => beginMirror(client, query)))
          for (const [act, choice, pause] of steps) {
            await act(choice)
            const at = readers[pause]
            if (at)
              await follow(at.client, mirrors[pause]!, { query: at.query, pages: 1, size: 1 + (choice % 3) })
          }
          for (const [index, { client, query }] of readers.entries()) {
            await follow(client, mirrors[index]!, { query, size: 5 })
            await assertMirrors(client, mirrors[index]!, query)
          }
        },
      ),
      { numRuns: store.name === 'SQLite' ? 30 : 8 },
    )
  })

  test('misses nothing for who takes a cursor and then lists, whatever happens meanwhile', async (t) => {
    const acme = await workspace(t, store)
    const editor = acme.as('editor')
    const directory = await aDirectory(acme)
    const start = await endOf(editor)
    for (let round = 0; round < 6; round++) {
      const acting = (async () => {
        for (const [index, act] of directory.acts.entries()) await act(index + round)
      })()
      const mirror = await beginMirror(editor)
      await acting
      await follow(editor, mirror)
      await assertMirrors(editor, mirror)
    }
    const { results } = await since(editor, start, '&include_guests=true')
    const told = new Set(results.map(({ type }: { type: string }) => type))
    assert.deepEqual(
      peoplesTypes.filter((type) => !told.has(type) && !type.startsWith('invitation.')),
      [],
      'whatever can happen has happened',
    )
  })

  test('tells of who was removed and came back', async (t) => {
    const acme = await workspace(t, store)
    const [owner, editor] = [acme.as('owner'), acme.as('editor')]
    const grace = await somebody(acme, 'Grace')
    const path = admin(acme, `/users/${grace.id}`)
    const mirror = await beginMirror(editor)
    await owner.delete(path)
    const away = { ...mirror, users: new Map(mirror.users) }
    await follow(editor, away)
    assert.equal(away.users.has(grace.id), false)
    await owner.patch(path, { state: 'active', role: 'restricted_member' })
    for (const one of [mirror, away]) {
      await follow(editor, one)
      await assertMirrors(editor, one)
      assert.ok(one.users.has(grace.id))
    }
  })
})
