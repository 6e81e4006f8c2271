import { rmSync } from 'node:fs'
import type { Result } from './load.ts'
import { line, loadOn } from './measure.ts'
import { call, getRequest, sendRequest } from './octavo-client.ts'
import { type Octavo, startOctavo } from './processes.ts'

// What a directory does in a workspace of very many people, against one of few.

const MANY = 100_000
const FEW = 1000

/** As identity providers do before anything else. */
export const scimFilter = () =>
  compare('SCIM: find a user by userName', ({ octavo, count }) =>
    spread(count, 100).map((index) =>
      getRequest(octavo, `/scim/v2/Users?filter=${encodeURIComponent(`userName eq "${addressOf(index)}"`)}`),
    ),
  )

/** What else people are looked for by: each finds one. */
const filters = {
  externalId: (index: number) => `externalId eq "${addressOf(index)}"`,
  'e-mail address': (index: number) => `emails[type eq "work"].value eq "${addressOf(index)}"`,
  'last name': (index: number) => `name.familyName eq "${familyNameOf(index)}" and active eq true`,
}

export const scimFilterBy = (by: keyof typeof filters) =>
  compare(`SCIM: find a user by ${by}`, ({ octavo, count }) =>
    spread(count, 100).map((index) =>
      getRequest(octavo, `/scim/v2/Users?filter=${encodeURIComponent(filters[by](index))}`),
    ),
  )

/** As who follows asks for what changed: the last hundred. */
export const scimChanged = () =>
  compare('SCIM: a page of who changed lately', ({ octavo, lately }) => [
    getRequest(octavo, `/scim/v2/Users?filter=${encodeURIComponent(`meta.lastModified ge "${lately}"`)}`),
  ])

/** One comes and goes of all that are in it. */
export const scimGroup = () =>
  compare('SCIM: PATCH a member of a group', ({ octavo, ids, group }) =>
    ids.slice(0, 100).flatMap((value) =>
      ['remove', 'add'].map((op) =>
        sendRequest(octavo, 'PATCH', `/scim/v2/Groups/${group}?attributes=displayName`, {
          Operations: [{ op, path: 'members', value: [{ value }] }],
        }),
      ),
    ),
  )

export const scimGroupRead = () =>
  compare('SCIM: read a group without its members', ({ octavo, group }) => [
    getRequest(octavo, `/scim/v2/Groups/${group}?excludedAttributes=members`),
  ])

/** From the first to the last, by index. */
export const scimPage = () =>
  compare('SCIM: a page of 100 users', ({ octavo, count }) =>
    spread(count - 100, 20).map((index) =>
      getRequest(octavo, `/scim/v2/Users?startIndex=${index + 1}&count=100`),
    ),
  )

/** Each one changes something. */
export const scimPatch = () =>
  compare('SCIM: PATCH a user', ({ octavo, ids }) =>
    [1, 2, 3, 4, 5].flatMap((round) =>
      ids.map((id) => {
        const Operations = [{ op: 'replace', path: 'title', value: `Title ${round}` }]
        return sendRequest(octavo, 'PATCH', `/scim/v2/Users/${id}`, { Operations })
      }),
    ),
  )

/** More of them than are made while it is measured: a name is somebody's once. */
export const scimCreate = () =>
  compare(
    'SCIM: create a user',
    ({ octavo }) =>
      Array.from({ length: 20_000 }, (_, index) =>
        sendRequest(octavo, 'POST', '/scim/v2/Users', userOf(`new${index}@bench.test`)),
      ),
    '201',
  )

interface Directory {
  /** Its token is one of SCIM. */
  octavo: Octavo
  count: number
  /** Of a thousand people. */
  ids: string[]
  /** A group that everybody is in. */
  group: string
  /** When the last hundred people were about to be made, as ISO 8601 has it. */
  lately: string
}

async function compare(
  work: string,
  requests: (directory: Directory) => string[],
  status?: string,
): Promise<string[]> {
  const few = await measure(await directoryOf(FEW), requests, status)
  const many = await measure(await directoryOf(MANY), requests, status)
  const [more, less] = [MANY, FEW].map((count) => count.toLocaleString('en'))
  return line(`${work} among ${more}, against ${less}`, many, few.requestsPerSecond)
}

async function measure(
  directory: Directory,
  requests: (directory: Directory) => string[],
  status?: string,
): Promise<Result> {
  const server = await directory.octavo.again()
  const result = await loadOn(server.port, requests(directory), { connections: 8, status })
  await server.end()
  return result
}

const directories = new Map<number, Promise<Directory>>()

/** A store with so many people; made once, for every row that asks it. */
function directoryOf(count: number): Promise<Directory> {
  const known = directories.get(count) ?? makeDirectory(count)
  directories.set(count, known)
  return known
}

async function makeDirectory(count: number): Promise<Directory> {
  const bench = await startOctavo()
  process.once('exit', () => rmSync(bench.folder, { recursive: true, force: true }))
  const { bot } = (await call(bench, 'GET', '/v1/users/me', undefined)) as { bot: { workspace_id: string } }
  const tokens = `/admin/v1/spaces/${bot.workspace_id}/scim_tokens`
  const { token } = await call(bench, 'POST', tokens, { name: 'bench' })
  const octavo = { ...bench, token: token as string }
  const { id: group } = await call(octavo, 'POST', '/scim/v2/Groups', { displayName: 'Everybody' })
  const ids: string[] = []
  let lately = ''
  for (let from = 0; from < count; ) {
    const to = Math.min(from + AT_ONCE, from < count - LATELY ? count - LATELY : count)
    if (to === count) lately = new Date().toISOString()
    const made = await makePeople(octavo, from, to)
    const Operations = [{ op: 'add', path: 'members', value: made.map((value) => ({ value })) }]
    await call(octavo, 'PATCH', `/scim/v2/Groups/${group}?attributes=id`, { Operations })
    if (ids.length < AT_ONCE) ids.push(...made)
    from = to
  }
  await bench.end()
  return { octavo, count, ids, group: group as string, lately }
}

/** As many as a request in bulk may make. */
const AT_ONCE = 1000

/** People who are made last. */
const LATELY = 100

/** @returns their ids. */
async function makePeople(octavo: Octavo, from: number, to: number): Promise<string[]> {
  const operations = Array.from({ length: to - from }, (_, index) => {
    const address = addressOf(from + index)
    return {
      method: 'POST',
      path: '/Users',
      bulkId: address,
      data: userOf(address, familyNameOf(from + index)),
    }
  })
  const { Operations } = (await call(octavo, 'POST', '/scim/v2/Bulk', { Operations: operations })) as {
    Operations: { location: string; status: string }[]
  }
  return Operations.map(({ location, status }) => {
    if (status !== '201') throw new Error(`a user was not made: ${status}`)
    return location.slice(location.lastIndexOf('/') + 1)
  })
}

const addressOf = (index: number): string => `person${index}@bench.test`

const familyNameOf = (index: number): string => `Hopper ${index}`

const userOf = (address: string, familyName = 'Hopper') => ({
  userName: address,
  externalId: address,
  name: { givenName: 'Grace', familyName },
  emails: [{ primary: true, value: address, type: 'work' }],
  title: 'Admiral',
  active: true,
})

/** Some numbers below `most`, evenly. */
const spread = (most: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => Math.floor((most * index) / count))
