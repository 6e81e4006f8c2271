import { Failure } from '#server/failures.ts'
import { type Ask, required } from '../requests.ts'

interface ListResponse<T> {
  totalResults?: number
  Resources?: T[]
  nextCursor?: string
}

export interface Lists {
  /** Every resource at `/Users` or `/Groups`; `without` names an attribute that is not needed. */
  all<T extends { id: string }>(path: string, without?: string): AsyncIterable<T>
  /** Those that a filter finds. */
  found<T>(path: string, filter: string, without?: string): Promise<T[]>
}

/**
 * @param hasCursors whether pages are told by cursors (RFC 9865), which nobody who comes or goes can move.
 */
export const listsOf = (ask: Ask, url: string, hasCursors: boolean): Lists => ({
  all: (path, without) =>
    (hasCursors ? byCursor : byIndex)(ask, url, `${path}?${excluding(without)}count=${COUNT}`),
  async found<T>(path: string, filter: string, without?: string) {
    const query = `${excluding(without)}filter=${encodeURIComponent(filter)}`
    return (required(await ask('GET', `${path}?${query}`), url) as ListResponse<T>).Resources ?? []
  },
})

const COUNT = 100

const excluding = (name: string | undefined): string =>
  name === undefined ? '' : `excludedAttributes=${name}&`

async function* byCursor<T>(ask: Ask, url: string, path: string): AsyncGenerator<T> {
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const at = `${path}&cursor=${encodeURIComponent(cursor)}`
    const list: ListResponse<T> = required(await ask('GET', at), url)
    yield* list.Resources ?? []
    cursor = list.nextCursor
  }
}

const TRIES = 3

/** By number somebody is missed when another one goes meanwhile: then all of it is read again. */
async function* byIndex<T extends { id: string }>(ask: Ask, url: string, path: string): AsyncGenerator<T> {
  for (let tries = 0; tries < TRIES; tries++) {
    const resources = await readByIndex<T>(ask, url, path)
    if (resources !== null) return yield* resources.values()
  }
  throw new Failure(`${url} changes while it is listed, ${TRIES} times by now. Try again later.`)
}

/** Null where not everybody was seen. */
async function readByIndex<T extends { id: string }>(
  ask: Ask,
  url: string,
  path: string,
): Promise<Map<string, T> | null> {
  const resources = new Map<string, T>()
  let total: number | undefined
  for (let seen = 0; ; ) {
    const list: ListResponse<T> = required(await ask('GET', `${path}&startIndex=${seen + 1}`), url)
    const { totalResults = 0, Resources: page = [] } = list
    total ??= totalResults
    if (totalResults !== total) return null
    for (const resource of page) resources.set(resource.id, resource)
    seen += page.length
    if (page.length === 0 || seen >= total) return resources.size === total ? resources : null
  }
}
