import type { Change } from '../difference.ts'
import { userNameOf } from '../keys.ts'
import type { Person } from '../people.ts'
import type { Answer, Ask } from '../requests.ts'
import type { Outcome } from '../targets/target.ts'
import { type Operation, operationsBetween, operationsFrom, userFor } from './desired.ts'
import { type Find, findPeople } from './find.ts'
import { inTurns, nameAside, type Turns } from './in-turns.ts'
import { type FoundUser, PATCH, toFound, type UserResource } from './resource.ts'
import type { ScimServer } from './server.ts'

type PersonChange = Change<Person>

/** Gives out whose User was made anew, so that they are put into their groups again. */
export type Remade = Set<string>

/** Makes people what they should be. */
export async function* writePeople(
  server: ScimServer,
  changes: readonly PersonChange[],
  links: Map<string, string>,
  remade: Remade,
): AsyncGenerator<Outcome> {
  const unknown = changes.filter(({ id, isSure }) => !isSure || !links.has(id)).length
  const find = await findPeople(server.lists, server.mapping, unknown)
  const anew = await findPeople(server.lists, server.mapping, 0)
  const writing = {
    ...server,
    find,
    links,
    taken: new Set(links.values()),
    written: new Set<string>(),
    remade,
  }
  const turns: Turns<PersonChange> = {
    write: (change, isAgain) => writePerson({ ...writing, find: isAgain ? anew : find }, change),
    freeName: (still) => freeName(writing, still),
  }
  for await (const { change, error } of inTurns(changes, turns))
    yield { kind: 'person', id: change.id, error }
}

interface Writing extends ScimServer {
  find: Find<Person, FoundUser>
  links: Map<string, string>
  /** What of the target is somebody's already. */
  taken: Set<string>
  /** What of the target is not as it was found any more. */
  written: Set<string>
  remade: Remade
}

const writePerson = (writing: Writing, change: PersonChange): Promise<Answer | null> =>
  change.now === null ? remove(writing, change) : put(writing, change, change.now)

/**
 * Takes a name from who will have another one, or from somebody removed, whom this directory has deactivated. Nobody
 * else loses theirs.
 */
async function freeName(
  { ask, lists, links, taken }: Writing,
  still: readonly PersonChange[],
): Promise<boolean> {
  const waiting = new Set(still.flatMap(({ id }) => links.get(id) ?? []))
  for (const { id, now } of still) {
    if (now === null) continue
    const filter = `userName eq ${JSON.stringify(userNameOf(now))}`
    const [holder] = await lists.found<UserResource>('/Users', filter, 'groups')
    if (holder === undefined || holder.id === links.get(id)) continue
    const isGone = !taken.has(holder.id) && holder.active === false && holder.externalId !== undefined
    if (!isGone && !waiting.has(holder.id)) continue
    const aside = nameAside(holder.userName!)
    const answer = await patch(ask, holder.id, [
      { op: 'replace', path: 'userName', value: aside },
      { op: 'replace', path: 'emails', value: [{ value: aside, type: 'work', primary: true }] },
    ])
    if (answer !== null && answer.status < 300) return true
  }
  return false
}

/** Null where there is nothing to do. */
async function put(writing: Writing, change: PersonChange, now: Person): Promise<Answer | null> {
  const { ask, mapping, links, remade } = writing
  const { id, was, isSure } = change
  const link = links.get(id)
  if (isSure && link !== undefined && was !== null) {
    const answer = await patch(ask, link, operationsBetween(was, now, mapping))
    if (answer?.status !== 404) return answer
    // Somebody deleted them there.
    forget(writing, id)
    remade.add(id)
  }
  const found = await seek(writing, now)
  if (found === undefined) return make(writing, now)
  keep(writing, id, found.id)
  return patch(ask, found.id, operationsFrom(found, now, mapping))
}

async function make(writing: Writing, person: Person): Promise<Answer> {
  const answer = await writing.ask('POST', '/Users', userFor(person, writing.mapping))
  if (answer.status < 300) keep(writing, person.id, answer.body.id as string)
  return answer
}

/** Whoever is somebody else's already is not meant, though called alike until that one is renamed. */
async function seek(writing: Writing, person: Person): Promise<FoundUser | undefined> {
  const { ask, find, links, taken, written } = writing
  const found = await find(person)
  if (found === undefined || (taken.has(found.id) && links.get(person.id) !== found.id)) return undefined
  if (!written.has(found.id)) return found
  const { status, body } = await ask('GET', pathOf(found.id))
  return status < 300 ? toFound(body as unknown as UserResource) : undefined
}

async function remove(writing: Writing, { id, was }: PersonChange): Promise<Answer | null> {
  const { ask, links, removal, taken, written } = writing
  const link = links.get(id) ?? (await seek(writing, was ?? nobody(id)))?.id
  if (link === undefined) return null
  const answer =
    removal === 'delete'
      ? await ask('DELETE', pathOf(link))
      : await patch(ask, link, [{ op: 'replace', path: 'active', value: false }])
  if (answer !== null && answer.status >= 300 && answer.status !== 404) return answer
  // Somebody new may be called as they were, and become who they are there.
  keep(writing, id, link)
  taken.delete(link)
  written.add(link)
  return null
}

/** Of whom nothing but the id is known. */
const nobody = (id: string): Person => ({
  id,
  type: 'person',
  name: null,
  email: null,
  userName: null,
  avatarUrl: null,
  role: null,
  status: null,
  groups: [],
})

const pathOf = (id: string): string => `/Users/${encodeURIComponent(id)}`

const patch = async (ask: Ask, id: string, operations: readonly Operation[]): Promise<Answer | null> =>
  operations.length === 0 ? null : ask('PATCH', pathOf(id), { schemas: [PATCH], Operations: operations })

function keep({ links, taken, written }: Writing, id: string, link: string): void {
  links.set(id, link)
  taken.add(link)
  written.add(link)
}

function forget({ links, taken }: Writing, id: string): void {
  taken.delete(links.get(id)!)
  links.delete(id)
}
