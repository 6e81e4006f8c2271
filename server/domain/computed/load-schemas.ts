import { schemasByIds } from '#server/store/computed.ts'
import { notLoaded } from '#shared/computed/not-loaded.ts'
import type { StoredSchema } from '#shared/properties/property.ts'
import type { Context } from '../context.ts'
import { schemaOfText } from '../data-sources/schema-text.ts'

/** Schemas of data sources, loaded as they are asked for. */
export interface Schemas {
  /** Whoever may see it; null when it is not there. Throws `notLoaded`. */
  schemaOf(dataSourceId: string): StoredSchema | null
  /** Whether the actor does not see a data source; throws `notLoaded`. */
  isHidden(dataSourceId: string): boolean
  /** The same as the actor sees it: null when hidden. */
  visibleSchema(dataSourceId: string): StoredSchema | null
  /** Has these loaded with the next ones. */
  want(dataSourceIds: Iterable<string>): void
  /** Loads what was asked for in vain; false when there was nothing to load. */
  load(): Promise<boolean>
}

export function makeSchemas({ db, workspace, actor, now }: Context): Schemas {
  const found = new Map<string, { schema: StoredSchema | null; isHidden: boolean }>()
  const wanted = new Set<string>()

  function find(id: string) {
    const known = found.get(id)
    if (known) return known
    wanted.add(id)
    throw notLoaded
  }

  return {
    schemaOf: (id) => find(id).schema,
    isHidden: (id) => find(id).isHidden,
    visibleSchema(id) {
      const { schema, isHidden } = find(id)
      return isHidden ? null : schema
    },
    want(ids) {
      for (const id of ids) if (!found.has(id)) wanted.add(id)
    },
    async load() {
      const ids = [...wanted]
      if (ids.length === 0) return false
      wanted.clear()
      const rows = await schemasByIds(db, workspace.id, ids, actor.principals, now)
      for (const id of ids) found.set(id, { schema: null, isHidden: true })
      for (const { id, properties, is_visible } of rows) {
        found.set(id, { schema: schemaOfText(properties), isHidden: !is_visible })
      }
      return true
    },
  }
}

/** Does what may come upon schemas that are not loaded, again and again until it does not. */
export async function withSchemas<T>(schemas: Schemas, work: () => T): Promise<T> {
  for (;;) {
    try {
      return work()
    } catch (thrown) {
      if (thrown !== notLoaded || !(await schemas.load())) throw thrown
    }
  }
}
