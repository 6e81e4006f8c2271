/** What a sync remembers from one run to the next: a file of JSON lines, so that a large one is never one text. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Failure, WrongUsage } from '#server/failures.ts'
import type { Pending } from './difference.ts'
import { type Directory, emptyDirectory, type Group, type Kind, type Person } from './people.ts'
import { writeWhole } from './write-file.ts'

export interface State {
  /** What the source had when the cursor was taken. */
  directory: Directory
  /** Where its feed goes on; null where it has none. */
  cursor: string | null
  /** Whether it kept e-mail addresses back, and what comes with them. */
  isBlind: boolean
  /** What was begun at the target and is not known to be done. */
  pending: Pending
  /** What the target calls people and groups, by their ids here. */
  links: Map<string, string>
}

/** Whose state it is, and how the source was read. */
export interface Identity {
  from: string
  url: string
  target: string
  /** Where the target is; null for standard output. */
  to: string | null
  key: string
}

export interface Reading {
  includesGuests: boolean
  includesBots: boolean
}

interface Head extends Identity, Reading, Pick<State, 'cursor' | 'isBlind'> {
  octavo_directory_state: 1
}

type Line =
  | { person: Person; link?: string }
  | { group: Group; link?: string }
  | { pending: Kind; id: string; was: Person | Group | null; link?: string }

export const emptyState = (): State => ({
  directory: emptyDirectory(),
  cursor: null,
  isBlind: false,
  pending: { people: new Map(), groups: new Map() },
  links: new Map(),
})

/**
 * @returns null where there is no such file yet. A cursor of a list that was read in another way is none.
 */
export async function readState(path: string, identity: Identity, reading: Reading): Promise<State | null> {
  const state = emptyState()
  const people = new Map<string, Person | null>()
  const groups = new Map<string, Group | null>()
  let number = 0
  try {
    for await (const text of createInterface({ input: createReadStream(path) })) {
      number++
      if (number === 1) Object.assign(state, readHead(JSON.parse(text), path, identity, reading))
      else takeLine(JSON.parse(text), state.directory, people, groups, state.links)
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    if (error instanceof WrongUsage) throw error
    throw new Failure(`The state ${path} cannot be read, line ${number}: ${(error as Error).message}`)
  }
  if (number === 0) throw new Failure(`The state ${path} is empty. Remove it to begin anew.`)
  return { ...state, pending: { people, groups } }
}

function readHead(
  head: Head,
  path: string,
  identity: Identity,
  reading: Reading,
): Pick<State, 'cursor' | 'isBlind'> {
  if (head.octavo_directory_state !== 1) throw new Error('this is no state of `octavo directory sync`.')
  for (const [name, value] of Object.entries(identity)) {
    const known = head[name as keyof Identity]
    if (known !== value) {
      throw new WrongUsage(
        `The state ${path} is that of another sync: its ${name} is ${known}, not ${value}. Give each sync its own --state.`,
      )
    }
  }
  const isReadAlike =
    head.includesGuests === reading.includesGuests && head.includesBots === reading.includesBots
  return { cursor: isReadAlike ? head.cursor : null, isBlind: head.isBlind }
}

function takeLine(
  line: Line,
  directory: Directory,
  people: Map<string, Person | null>,
  groups: Map<string, Group | null>,
  links: Map<string, string>,
): void {
  const id = 'person' in line ? line.person.id : 'group' in line ? line.group.id : line.id
  if (line.link !== undefined) links.set(id, line.link)
  if ('person' in line) directory.people.set(id, line.person)
  else if ('group' in line) directory.groups.set(id, line.group)
  else if (line.pending === 'person') people.set(id, line.was as Person | null)
  else groups.set(id, line.was as Group | null)
}

/** Only who runs the sync may read it: it holds names and addresses. */
const MODE = 0o600

export const writeState = (path: string, state: State, identity: Identity, reading: Reading): Promise<void> =>
  writeWhole(path, linesOf(state, identity, reading), MODE)

function* linesOf(
  { directory, cursor, isBlind, pending, links }: State,
  identity: Identity,
  reading: Reading,
): Generator<string> {
  const linked = (id: string) => (links.has(id) ? { link: links.get(id)! } : {})
  const head: Head = { octavo_directory_state: 1, ...identity, ...reading, cursor, isBlind }
  yield `${JSON.stringify(head)}\n`
  const lines = function* (): Generator<Line> {
    for (const group of directory.groups.values()) yield { group, ...linked(group.id) }
    for (const person of directory.people.values()) yield { person, ...linked(person.id) }
    for (const [id, was] of pending.groups) yield { pending: 'group', id, was, ...linked(id) }
    for (const [id, was] of pending.people) yield { pending: 'person', id, was, ...linked(id) }
  }
  for (const line of lines()) yield `${JSON.stringify(line)}\n`
}
