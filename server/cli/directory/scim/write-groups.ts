import type { GroupChange } from '../difference.ts'
import type { Directory, Group } from '../people.ts'
import { type Answer, refusalIn } from '../requests.ts'
import type { Outcome } from '../targets/target.ts'
import type { Operation } from './desired.ts'
import { type Find, findGroups } from './find.ts'
import { GROUP, type GroupResource, PATCH } from './resource.ts'
import type { ScimServer } from './server.ts'
import { together } from './together.ts'
import type { Remade } from './write-people.ts'

/** So many members are told of in one request. */
const AT_ONCE = 500

interface Writing extends ScimServer {
  find: Find<Group, GroupResource>
  links: Map<string, string>
  membersOf(groupId: string): string[]
  /** Whose the people of the target are, whatever their state. */
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
  const unknown = all.filter(({ id, isSure }) => !isSure || !links.has(id)).length
  const ours = new Set(links.values())
  const byGroup = all.some(({ isSure, do: verb }) => !isSure || verb === 'add')
    ? membersIn(directory)
    : new Map()
  const writing: Writing = {
    ...server,
    find: await findGroups(server.lists, unknown),
    links,
    membersOf: (id) => byGroup.get(id) ?? [],
    isOurs: (link) => ours.has(link),
  }
  for (const verb of ['remove', 'update', 'add'] as const) {
    const some = all.filter((change) => change.do === verb)
    yield* together(some, async (change) => {
      const error = await writeGroup(writing, change)
      return { kind: 'group' as const, id: change.id, error }
    })
  }
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

/** Why it could not be done, or null. */
async function writeGroup(writing: Writing, change: GroupChange): Promise<string | null> {
  if (change.do === 'remove') return remove(writing, change)
  const now = change.now!
  const link = writing.links.get(change.id)
  if (link === undefined || !change.isSure) return putWhole(writing, now)
  const { links } = writing
  const joined = change.joined.map((id) => links.get(id))
  const back = new Set(joined)
  const left = change.left.flatMap((id) => links.get(id) ?? []).filter((one) => !back.has(one))
  const answer = await patch(writing, link, [
    ...(change.was?.name === now.name ? [] : [rename(now)]),
    ...leave(left),
    ...join(joined.filter((one) => one !== undefined)),
  ])
  if (answer?.status === 404) return putWhole(writing, now)
  return refusalOf(answer) ?? missing(joined)
}

/** Looks for a group, makes it where there is none, and puts into it exactly those who should be, strangers aside. */
async function putWhole(writing: Writing, group: Group): Promise<string | null> {
  const { ask, links, membersOf, isOurs } = writing
  const wanted = membersOf(group.id).map((id) => links.get(id))
  const members = wanted.filter((one) => one !== undefined)
  const found = await writing.find(group)
  if (found === undefined) {
    const answer = await ask('POST', '/Groups', {
      schemas: [GROUP],
      externalId: group.id,
      displayName: group.name,
      members: members.slice(0, AT_ONCE).map((value) => ({ value })),
    })
    if (answer.status >= 300) return refusalIn(answer)
    links.set(group.id, answer.body.id as string)
    return (
      refusalOf(await patch(writing, links.get(group.id)!, join(members.slice(AT_ONCE)))) ?? missing(wanted)
    )
  }
  links.set(group.id, found.id)
  const there = await ask('GET', pathOf(found.id))
  if (there.status >= 300) return refusalIn(there)
  const known = new Set(
    ((there.body.members ?? []) as { value?: string }[]).flatMap(({ value }) => value ?? []),
  )
  const should = new Set(members)
  const answer = await patch(writing, found.id, [
    ...(found.externalId === group.id
      ? []
      : [{ op: 'replace', path: 'externalId', value: group.id } as const]),
    ...(found.displayName === group.name ? [] : [rename(group)]),
    ...leave([...known].filter((one) => !should.has(one) && isOurs(one))),
    ...join(members.filter((one) => !known.has(one))),
  ])
  return refusalOf(answer) ?? missing(wanted)
}

const missing = (members: readonly (string | undefined)[]): string | null =>
  members.includes(undefined) ? 'Not everybody who is in it could be written.' : null

async function remove(writing: Writing, { id, was }: GroupChange): Promise<string | null> {
  const link = writing.links.get(id) ?? (was === null ? undefined : (await writing.find(was))?.id)
  if (link === undefined) return null
  const answer = await writing.ask('DELETE', pathOf(link))
  return answer.status === 404 ? null : refusalOf(answer)
}

const pathOf = (id: string): string => `/Groups/${encodeURIComponent(id)}`

const rename = ({ name }: Group): Operation => ({ op: 'replace', path: 'displayName', value: name })

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

const refusalOf = (answer: Answer | null): string | null =>
  answer === null || answer.status < 300 ? null : refusalIn(answer)
