import { type TSchema, Type } from 'typebox'
import type { StoredSchema } from '../properties/property.ts'
import { StrictObject } from '../validation/schemas.ts'
import { type Members, objectRequest, type Place, presentMembers, storeMembers } from './part.ts'

/** The configuration of a view as it is stored, without its type: properties by their raw ids. */
export type Content = Readonly<Record<string, unknown>>

/** One type of view: all that is known of it. */
export interface ViewType {
  readonly type: string
  /** The configuration of a request; null for a type that has none. */
  readonly request: TSchema | null
  /** The configuration of a view for which a request has none; what it lacks, where it cannot do without. */
  initial(schema: StoredSchema): Content | { readonly lacks: string }
  /** The configuration after a request, which has passed `request`: what it does not mention stays. */
  store(before: Content, request: Content, place: Place): Content
  /** The configuration as it is now; null when the schema has nothing left that it could do without. */
  present(content: Content, schema: StoredSchema): Content | null
}

/** A type whose configuration is such members. */
export function viewOf(type: string, members: Members, initial: ViewType['initial'] = () => ({})): ViewType {
  const { properties } = objectRequest(members) as unknown as { properties: Record<string, TSchema> }
  return {
    type,
    request: StrictObject({ type: Type.Literal(type), ...properties }),
    initial,
    store(before, request, place) {
      const merged = { ...before, ...storeMembers(members, request, place) }
      return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null))
    },
    present(content, schema) {
      const shown =
        presentMembers(members, content, schema) ??
        presentMembers(members, { ...content, ...initial(schema) }, schema)
      return shown === undefined ? null : { type, ...shown }
    },
  }
}
