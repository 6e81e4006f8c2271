/** A copy of the list of users, kept as a program would: listed once, and by the feed from then on. */
import assert from 'node:assert/strict'
import type { Client } from './workspace.ts'

interface Listed {
  id: string
  name: string | null
  person?: { octavo?: { groups: { id: string; name: string }[] } }
}

export interface Mirror {
  users: Map<string, Listed>
  cursor: string
}

/** Where the feed is comes first: what happens while the list is read is told after it. */
export async function beginMirror(client: Client, query = ''): Promise<Mirror> {
  const { body } = await client.get(`/v1/users/changes?start_cursor=now${query}`)
  return { users: await listed(client, query), cursor: body.next_cursor }
}

export async function listed(client: Client, query = ''): Promise<Map<string, Listed>> {
  const users = new Map<string, Listed>()
  for (let cursor = ''; ; ) {
    const { status, body } = await client.get(`/v1/users?page_size=7&include_suspended=true${cursor}${query}`)
    assert.equal(status, 200, JSON.stringify(body))
    for (const user of body.results) users.set(user.id, user)
    if (!body.has_more) return users
    cursor = `&start_cursor=${body.next_cursor}`
  }
}

/** Reads the feed to its end; `pages` at most. */
export async function follow(
  client: Client,
  mirror: Mirror,
  { query = '', pages = Number.POSITIVE_INFINITY, size = 100 } = {},
): Promise<void> {
  for (let page = 0; page < pages; page++) {
    const path = `/v1/users/changes?page_size=${size}&start_cursor=${mirror.cursor}${query}`
    const { status, body } = await client.get(path)
    assert.equal(status, 200, JSON.stringify(body))
    for (const item of body.results) apply(mirror.users, item)
    assert.equal(typeof body.next_cursor, 'string')
    mirror.cursor = body.next_cursor
    if (!body.has_more) return
  }
}

interface Item {
  user?: Listed
  group?: { id: string; name: string }
  tombstone?: { object: 'user' | 'group'; id: string }
}

function apply(users: Map<string, Listed>, { user, group, tombstone }: Item): void {
  if (user) users.set(user.id, user)
  if (tombstone?.object === 'user') users.delete(tombstone.id)
  const gone = tombstone?.object === 'group' ? tombstone.id : null
  for (const { person } of users.values()) {
    if (!person?.octavo) continue
    person.octavo.groups = person.octavo.groups
      .filter(({ id }) => id !== gone)
      .map((one) => (one.id === group?.id ? { ...one, name: group.name } : one))
  }
}

/** Fails where the copy is not what the list says. */
export async function assertMirrors(client: Client, mirror: Mirror, query = ''): Promise<void> {
  const byId = (users: Map<string, Listed>) => [...users.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  assert.deepEqual(byId(mirror.users), byId(await listed(client, query)))
}
