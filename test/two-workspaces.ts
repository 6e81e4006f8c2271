/** Two workspaces of which the second follows the first over SCIM. */
import assert from 'node:assert/strict'
import type { Flags } from '#server/cli/directory/flags.ts'
import { directory, type Scim } from './directory.ts'
import { type Syncing, syncing } from './directory-sync.ts'
import { type Mood, moodyServer } from './moody-server.ts'
import type { TestStore } from './stores.ts'
import { type Client, type TestWorkspace, workspace } from './workspace.ts'

export interface TwoWorkspaces {
  acme: TestWorkspace
  other: TestWorkspace
  /** SCIM at the second one. */
  scim: Scim
  sync: Syncing
  /** Fails where what the lists of both say differs, but for who is gone, whom the second keeps inactive. */
  assertEqual(): Promise<void>
}

/** @param mood of the server in front of the second workspace. */
export async function twoWorkspaces(
  t: Parameters<typeof workspace>[0],
  store: TestStore,
  {
    flags = {},
    mood,
  }: { flags?: Flags; mood?: (request: { method: string; url: string; body: string }) => Mood } = {},
): Promise<TwoWorkspaces> {
  const acme = await workspace(t, store)
  const { acme: other, scim, token } = await directory(t, store)
  const address = await other.listen()
  const target = mood === undefined ? address : await moodyServer(t, address, mood)
  const sync = syncing(
    {
      from: 'octavo',
      url: await acme.listen(),
      target: 'scim',
      'target-url': `${target}/scim/v2`,
      'max-delete-percent': '100',
      ...flags,
    },
    { OCTAVO_TOKEN: acme.as('editor').token, OCTAVO_TARGET_TOKEN: token },
  )
  const assertEqual = async () => {
    const guests = flags['include-guests'] ? '&include_guests=true' : ''
    const should = await listed(acme.as('editor'), guests)
    const found = await listed(other.as('editor'), '&include_guests=true')
    const ids = await followedIds(scim)
    const is: Listed = { people: {}, groups: found.groups }
    for (const [id, person] of Object.entries(found.people)) {
      const key = ids.get(id)
      if (key === undefined) continue
      if (key in should.people) is.people[key] = person
      else assert.deepEqual([person.status, person.groups], ['suspended', []], 'who is gone may do nothing')
    }
    assert.deepEqual(is, should)
  }
  return { acme, other, scim, sync, assertEqual }
}

interface Listed {
  people: Record<string, { status: string; groups: string[]; [field: string]: unknown }>
  groups: string[]
}

async function listed(client: Client, query: string): Promise<Listed> {
  const people: Listed['people'] = {}
  for (let cursor = ''; ; ) {
    const { body } = await client.get(`/v1/users?type=person&include_suspended=true${query}${cursor}`)
    for (const { id, name, avatar_url, person } of body.results) {
      const { role, status, groups } = person.octavo
      const names = groups.map((group: { name: string }) => group.name).sort()
      people[id] = { name, avatar_url, email: person.email, role, status, groups: names }
    }
    if (!body.has_more) break
    cursor = `&start_cursor=${body.next_cursor}`
  }
  const groups = (await client.get('/v1/groups')).body.results
  return { people, groups: groups.map(({ name }: { name: string }) => name).sort() }
}

/** What the source calls those whom it gave to the target, by their ids there. */
async function followedIds(scim: Scim): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (let index = 1; ; ) {
    const { body } = await scim('GET', `/Users?startIndex=${index}&attributes=externalId`)
    for (const { id, externalId } of body.Resources) if (externalId !== undefined) ids.set(id, externalId)
    index += body.Resources.length
    if (index > body.totalResults) return ids
  }
}
