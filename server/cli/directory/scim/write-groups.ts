import type { GroupChange } from '../difference.ts'
import type { Directory, Group } from '../people.ts'
import type { Answer } from '../requests.ts'
import type { Outcome } from '../targets/target.ts'
import type { Operation } from './desired.ts'
import { type Find, findGroups } from './find.ts'
import { inTurns, nameAside, type Turns } from './in-turns.ts'
import { GROUP, type GroupResource, PATCH } from './resource.ts'
import type { ScimServer } from './server.ts'
import type { Remade } from './write-people.ts'

/** So many members are told of in one request. */
const AT_ONCE = 500

interface Writing extends ScimServer {
  find: Find<Group, GroupResource>
  links: Map<string, string>
  membersOf(groupId: string): string[]
  /** Whether the sync gave somebody or something to the target. */
  isOurs(link: string): boolean
}

/** Makes groups what they should be, after the people who are in them. */
export async function* writeGroups(
  server: ScimServer,
  changes: readonly GroupChange[],
  directory: Directory,
  links: Map<string, string>,
  remade: Remade,
): AsyncGenerator<Outcome> {
  const all = withGroupsOf(changes, directory, remade)
  const find = await findGroups(
    server.lists,
    all.filter(({ id, isSure }) => !isSure || !links.has(id)).length,
  )
  const anew = await findGroups(server.lists, 0)
  const ours = new Set(links.values())
  let members: Map<string, string[]> | null = null
  const membersOf = (id: string): string[] => {
    members ??= membersIn(directory)
    return members.get(id) ?? []
  }
  const writing: Writing = { ...server, find, links, membersOf, isOurs: (link) => ours.has(link) }
  const turns: Turns<GroupChange> = {
    write: (change, isAgain) => writeGroup({ ...writing, find: isAgain ? anew : find }, change),
    freeName: (still) => freeName(writing, still),
  }
  for await (const { change, error } of inTurns(all, turns)) {
    yield { kind: 'group', id: change.id, error: error ?? missing(change, directory, membersOf, links) }
  }
}

/** Who could not be written is put into their groups when they are. */
function missing(
  { id, joined, isSure }: GroupChange,
  { groups }: Directory,
  membersOf: (id: string) => string[],
  links: ReadonlyMap<string, string>,
): string | null {
  const wanted = isSure ? joined : groups.has(id) ? membersOf(id) : []
  return wanted.every((one) => links.has(one)) ? null : 'Not everybody who is in it could be written.'
}

/** Takes a name from a group that will have another one. */
async function freeName(writing: Writing, still: readonly GroupChange[]): Promise<boolean> {
  const waiting = new Set(still.flatMap(({ id }) => writing.links.get(id) ?? []))
  for (const { id, now } of still) {
    if (now === null) continue
    const filter = `displayName eq ${JSON.stringify(now.name)}`
    const [holder] = await writing.lists.found<GroupResource>('/Groups', filter, 'members')
    if (holder === undefined || holder.id === writing.links.get(id) || !waiting.has(holder.id)) continue
    const answer = await patch(writing, holder.id, [rename({ id, name: nameAside(now.name) })])
    if (answer !== null && answer.status < 300) return true
  }
  return false
}

/** Whoever was made anew is in none of their groups there. */
function withGroupsOf(
  changes: readonly GroupChange[],
  { people, groups }: Directory,
  remade: Remade,
): GroupChange[] {
  const doubtful = new Set([...remade].flatMap((id) => people.get(id)?.groups ?? []))
  const told = changes.map((change) => (doubtful.delete(change.id) ? { ...change, isSure: false } : change))
  const added = [...doubtful].flatMap((id): GroupChange[] => {
    const now = groups.get(id)
    return now ? [{ do: 'update', id, was: now, now, isSure: false, joined: [], left: [] }] : []
  })
  return [...told, ...added]
}

function membersIn({ people }: Directory): Map<string, string[]> {
  const members = new Map<string, string[]>()
  for (const { id, groups } of people.values()) {
    for (const group of groups) {
      const known = members.get(group)
      if (known === undefined) members.set(group, [id])
      else known.push(id)
    }
  }
  return members
}

async function writeGroup(writing: Writing, change: GroupChange): Promise<Answer | null> {
  const { id, was, now, isSure } = change
  const link = writing.links.get(id)
  if (now === null) return remove(writing, link, was)
  if (link === undefined || !isSure) return putWhole(writing, now)
  const joined = linked(writing, change.joined)
  const back = new Set(joined)
  const left = linked(writing, change.left).filter((one) => !back.has(one))
  const answer = await patch(writing, link, [
    ...(was?.name === now.name ? [] : [rename(now)]),
    ...leave(left),
    ...join(joined),
  ])
  return answer?.status === 404 ? putWhole(writing, now) : answer
}

const linked = ({ links }: Writing, ids: readonly string[]): string[] =>
  ids.flatMap((id) => links.get(id) ?? [])

/** Looks for a group, makes it where there is none, and puts into it exactly those who should be, strangers aside. */
async function putWhole(writing: Writing, group: Group): Promise<Answer | null> {
  const { ask, links, membersOf, isOurs } = writing
  const members = linked(writing, membersOf(group.id))
  const found = await writing.find(group)
  if (found === undefined) {
    const answer = await ask('POST', '/Groups', {
      schemas: [GROUP],
      externalId: group.id,
      displayName: group.name,
      members: members.slice(0, AT_ONCE).map((value) => ({ value })),
    })
    if (answer.status >= 300) return answer
    links.set(group.id, answer.body.id as string)
    return patch(writing, links.get(group.id)!, join(members.slice(AT_ONCE)))
  }
  links.set(group.id, found.id)
  const there = await ask('GET', pathOf(found.id))
  if (there.status >= 300) return there
  const listed = (there.body.members ?? []) as { value?: string }[]
  const known = new Set(listed.flatMap(({ value }) => value ?? []))
  const should = new Set(members)
  return patch(writing, found.id, [
    ...(found.externalId === group.id ? [] : [replace('externalId', group.id)]),
    ...(found.displayName === group.name ? [] : [rename(group)]),
    ...leave([...known].filter((one) => !should.has(one) && isOurs(one))),
    ...join(members.filter((one) => !known.has(one))),
  ])
}

async function remove(writing: Writing, link: string | undefined, was: Group | null): Promise<Answer | null> {
  const found = link ?? (was === null ? undefined : (await writing.find(was))?.id)
  if (found === undefined) return null
  const answer = await writing.ask('DELETE', pathOf(found))
  return answer.status === 404 ? null : answer
}

const pathOf = (id: string): string => `/Groups/${encodeURIComponent(id)}`

const replace = (path: string, value: string): Operation => ({ op: 'replace', path, value })

const rename = ({ name }: Group): Operation => replace('displayName', name)

const leave = (members: readonly string[]): Operation[] =>
  members.map((value) => ({ op: 'remove', path: `members[value eq ${JSON.stringify(value)}]` }))

const join = (members: readonly string[]): Operation[] =>
  Array.from({ length: Math.ceil(members.length / AT_ONCE) }, (_, index) => ({
    op: 'add',
    path: 'members',
    value: members.slice(index * AT_ONCE, (index + 1) * AT_ONCE).map((value) => ({ value })),
  }))

/** As many requests as the operations need; the first that is refused is the last. */
async function patch({ ask }: Writing, id: string, operations: readonly Operation[]): Promise<Answer | null> {
  let answer: Answer | null = null
  for (let from = 0; from < operations.length; from += AT_ONCE) {
    answer = await ask('PATCH', pathOf(id), {
      schemas: [PATCH],
      Operations: operations.slice(from, from + AT_ONCE),
    })
    if (answer.status >= 300) return answer
  }
  return answer
}
