/** Lists: RFC 7644 section 3.4.2, and cursors as RFC 9865 has them. */
import { hash } from 'node:crypto'
import type { DirectoryCondition, DirectorySlice } from '#server/domain/directory/person.ts'
import { packCursor, unpackCursor } from '#server/http/cursors.ts'
import { placeOf, type Resource, type ResourceType, valuesAt } from './attribute.ts'
import { refuse } from './errors.ts'
import { type Filter, readFilter } from './filter.ts'
import { matcher } from './match.ts'
import { type Narrowed, narrow } from './narrow.ts'
import { isShown, type Projection, project, readProjection } from './project.ts'
import { isObject } from './read-values.ts'

/** What is shown at once, and where nobody says how many. */
export const MOST_RESULTS = 100

const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

export interface ListRequest {
  filter: Filter | null
  sortBy: string | null
  isDescending: boolean
  /** From 1 on. */
  startIndex: number
  count: number
  /** Null where pages are told by number; empty for the first one. */
  cursor: string | null
  /** Stands for the query within cursors. */
  query: string
  projection: Projection
}

/** Where resources of one type come from, in an order that stays. */
export interface Source {
  type: ResourceType
  read(condition: DirectoryCondition | null, slice: DirectorySlice, isWhole: boolean): Promise<Resource[]>
  count(condition: DirectoryCondition | null): Promise<number>
}

/** The parameters of an address, or the members of a SearchRequest. Those that are not known mean nothing. */
export function readListRequest(given: Record<string, unknown>): ListRequest {
  const { filter, sortBy, sortOrder, cursor } = given
  const sorted = textOf('sortBy', sortBy)
  const text = textOf('filter', filter)
  const at = textOf('cursor', cursor, '')
  if (at !== null && (sorted !== null || given.startIndex !== undefined)) {
    throw refuse('invalidValue', 'cursor cannot be used with sortBy or startIndex.')
  }
  return {
    filter: text === null ? null : readFilter(text),
    sortBy: sorted,
    isDescending: textOf('sortOrder', sortOrder)?.toLowerCase() === 'descending',
    startIndex: Math.max(1, numberOf('startIndex', given.startIndex, 1)),
    count: Math.min(MOST_RESULTS, Math.max(0, numberOf('count', given.count, MOST_RESULTS))),
    cursor: at,
    query: hash('sha256', text ?? '', 'base64url').slice(0, 12),
    projection: readProjection(given.attributes, given.excludedAttributes),
  }
}

/** Absent and, unless said otherwise, empty is null. */
function textOf(name: string, value: unknown, empty: '' | null = null): string | null {
  if (value === undefined || value === null) return null
  if (typeof value !== 'string') throw refuse('invalidValue', `${name} should be given once, as text.`)
  return value === '' ? empty : value
}

function numberOf(name: string, value: unknown, fallback: number): number {
  if (value === undefined || value === null || value === '') return fallback
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN
  if (!Number.isInteger(number)) throw refuse('invalidValue', `${name} should be a whole number.`)
  return Math.min(number, Number.MAX_SAFE_INTEGER)
}

/** A ListResponse of what the sources have, one after another. */
export async function list(sources: readonly Source[], request: ListRequest): Promise<unknown> {
  if (request.cursor !== null) return listFrom(onlyOne(sources, 'cursor'), request, request.cursor)
  if (request.sortBy !== null) onlyOne(sources, 'sortBy')
  const found: Resource[] = []
  let total = 0
  for (const source of sources) {
    const offset = Math.max(0, request.startIndex - 1 - total)
    const part = await pageOf(source, request, offset, request.count - found.length)
    found.push(...part.resources.map((one) => project(source.type, one, request.projection)))
    total += part.total
  }
  return {
    schemas: [LIST],
    totalResults: total,
    startIndex: request.startIndex,
    itemsPerPage: found.length,
    Resources: found,
  }
}

function onlyOne(sources: readonly Source[], what: string): Source {
  if (sources.length === 1) return sources[0]!
  throw refuse('invalidValue', `${what} can be used with one type of resources only.`)
}

interface Page {
  resources: Resource[]
  total: number
}

async function pageOf(source: Source, request: ListRequest, offset: number, limit: number): Promise<Page> {
  const search = searchOf(source, request)
  if (request.sortBy !== null) return sortedPage(source, search, request, request.sortBy, offset, limit)
  if (search.isExact) {
    const total = await source.count(search.condition)
    if (limit === 0 || offset >= total) return { resources: [], total }
    return { resources: await source.read(search.condition, { offset, limit }, search.isWhole), total }
  }
  const resources: Resource[] = []
  let total = 0
  for await (const resource of walk(source, search, null)) {
    if (total >= offset && resources.length < limit) resources.push(resource)
    total++
  }
  return { resources, total }
}

interface Search extends Narrowed {
  isLike: (resource: Resource) => boolean
  /** Whether resources are needed with what is long in them. */
  isWhole: boolean
}

function searchOf({ type }: Source, { filter, projection }: ListRequest): Search {
  const isLike = filter === null ? () => true : matcher(type, filter)
  const narrowed = filter === null ? { condition: null, isExact: true } : narrow(type, filter)
  const isWhole = isShown(type, projection, 'members') || mentionsMembers(type, filter)
  return { ...narrowed, isLike, isWhole }
}

function mentionsMembers(type: ResourceType, filter: Filter | null): boolean {
  if (filter === null) return false
  if ('parts' in filter) return filter.parts.some((part) => mentionsMembers(type, part))
  if (filter.is === 'not') return mentionsMembers(type, filter.part)
  return placeOf(type, filter.attribute)?.attribute?.name === 'members'
}

/** Looked at so many at a time: all of them are never in memory at once. */
const AT_ONCE = 500

async function* walk(
  source: Source,
  { condition, isLike, isWhole }: Search,
  from: string | null,
  atOnce = AT_ONCE,
) {
  let after = from
  for (;;) {
    const batch = await source.read(condition, { after, limit: atOnce }, isWhole)
    for (const resource of batch) if (isLike(resource)) yield resource
    if (batch.length < atOnce) return
    after = batch.at(-1)!.id as string
  }
}

/** Keeps of each only what it is sorted by. */
async function sortedPage(
  source: Source,
  search: Search,
  { isDescending }: ListRequest,
  sortBy: string,
  offset: number,
  limit: number,
): Promise<Page> {
  const keyOf = sortKey(source.type, sortBy)
  const keys: { id: string; key: string | null }[] = []
  for await (const resource of walk(source, search, null)) {
    keys.push({ id: resource.id as string, key: keyOf(resource) })
  }
  keys.sort(isDescending ? (a, b) => compareKeys(b, a) : compareKeys)
  const ids = keys.slice(offset, offset + limit).map(({ id }) => id)
  if (ids.length === 0) return { resources: [], total: keys.length }
  const any = ids.map((value) => ({ by: 'id' as const, value }))
  const found = await source.read({ any }, { limit }, search.isWhole)
  const place = new Map(ids.map((id, index) => [id, index]))
  const placeOfOne = ({ id }: Resource) => place.get(id as string)!
  return { resources: found.toSorted((a, b) => placeOfOne(a) - placeOfOne(b)), total: keys.length }
}

/** What has no value comes last (RFC 7644 section 3.4.2.3). */
function compareKeys(a: { key: string | null }, b: { key: string | null }): number {
  if (a.key === b.key) return 0
  if (a.key === null || b.key === null) return a.key === null ? 1 : -1
  return a.key < b.key ? -1 : 1
}

function sortKey(type: ResourceType, sortBy: string): (resource: Resource) => string | null {
  const place = placeOf(type, sortBy)
  if (place?.attribute == null) throw refuse('invalidValue', `There is no attribute ${sortBy} to sort by.`)
  const { caseExact } = place.sub ?? place.attribute
  return (resource) => {
    const values = valuesAt(resource, place)
    const value = values.find((one) => isObject(one) && one.primary === true) ?? values[0]
    const plain = isObject(value) ? value.value : value
    if (plain === undefined) return null
    return caseExact ? String(plain) : String(plain).toLowerCase()
  }
}

/** The page after the one whose last resource the cursor names; what is added meanwhile comes at the end. */
async function listFrom(source: Source, request: ListRequest, cursor: string): Promise<unknown> {
  const search = searchOf(source, request)
  const after = cursor === '' ? null : readCursor(cursor, request)
  const found: Resource[] = []
  if (request.count > 0) {
    const atOnce = search.isExact ? request.count + 1 : AT_ONCE
    for await (const resource of walk(source, search, after, atOnce)) {
      found.push(resource)
      if (found.length > request.count) break
    }
  }
  const shown = found.slice(0, request.count)
  const next = found.length > shown.length ? packCursor([request.query, shown.at(-1)!.id as string]) : null
  return {
    schemas: [LIST],
    ...(search.isExact && { totalResults: await source.count(search.condition) }),
    itemsPerPage: shown.length,
    ...(next !== null && { nextCursor: next }),
    Resources: shown.map((one) => project(source.type, one, request.projection)),
  }
}

function readCursor(cursor: string, { query }: ListRequest): string {
  let parts: [string, string]
  try {
    parts = unpackCursor<[string, string]>(cursor, ['string', 'string'])
  } catch {
    throw refuse('invalidCursor', 'The cursor is not one of this list.')
  }
  const [of, after] = parts
  if (of === query) return after
  throw refuse('invalidCursor', 'The cursor is one of a list with another filter.')
}
