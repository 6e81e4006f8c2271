/** What can be done with resources of one type, whatever request asks for it. */
import type { Administration } from '#server/domain/access/administration.ts'
import type { Context } from '#server/domain/context.ts'
import type { DirectoryCondition, DirectorySlice } from '#server/domain/directory/person.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import type { Resource, ResourceType } from './attribute.ts'
import { absent } from './errors.ts'
import type { Source } from './list.ts'
import type { Operation } from './patch.ts'

/** Where something is done, and that it may be. */
export interface Asked {
  context: Context
  administration: Administration<'owners'>
}

/** What a resource is in the domain, and how SCIM has it. */
export interface Found<Known> {
  known: Known
  resource: Resource
}

export interface Endpoint<Known = unknown> {
  type: ResourceType
  /** @param isWhole with what is long in them. */
  read(
    asked: Asked,
    condition: DirectoryCondition | null,
    slice: DirectorySlice,
    isWhole: boolean,
  ): Promise<Found<Known>[]>
  count(asked: Asked, condition: DirectoryCondition | null): Promise<number>
  /** @returns the id. */
  create(asked: Asked, body: unknown): Promise<string>
  replace(asked: Asked, found: Found<Known>, body: unknown): Promise<void>
  patch(asked: Asked, found: Found<Known>, operations: readonly Operation[]): Promise<void>
  remove(asked: Asked, found: Found<Known>): Promise<void>
}

/** An endpoint whose types were checked against each other and then set aside. */
export const endpoint = <Known>(spec: Endpoint<Known>): Endpoint => spec as Endpoint

/** @throws 404 where there is none. */
export async function find(
  { type, read }: Endpoint,
  asked: Asked,
  id: string,
  isWhole: boolean,
): Promise<Found<unknown>> {
  const isId = isUuid(id) && id.length === 36
  const [found] = isId ? await read(asked, { by: 'id', value: id }, { limit: 1 }, isWhole) : []
  if (found === undefined) throw absent(`${type.name} ${id}`)
  return found
}

export const sourceOf = ({ type, read, count }: Endpoint, asked: Asked): Source => ({
  type,
  async read(condition, slice, isWhole) {
    return (await read(asked, condition, slice, isWhole)).map(({ resource }) => resource)
  },
  count: (condition) => count(asked, condition),
})
