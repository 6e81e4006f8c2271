import { linksOfPages, sourceRows } from '#server/store/computed.ts'
import type { ComputedRow, Source } from '#shared/computed/evaluate.ts'
import { notLoaded } from '#shared/computed/not-loaded.ts'
import type { References } from '#shared/references.ts'
import { isCapable } from '../access/capabilities.ts'
import type { Context } from '../context.ts'
import { findReferences } from '../references.ts'
import type { User } from '../users/user.ts'
import type { Schemas } from './load-schemas.ts'

/** What is computed with, loaded level by level: each `load` reads all that was asked for since the last. */
export interface LoadingSource extends Source {
  /** Rows that were read already. */
  add(row: ComputedRow): void
  /** False when there was nothing to load. */
  load(): Promise<boolean>
}

export function makeSource(context: Context, schemas: Schemas): LoadingSource {
  const { db, workspace, actor, now } = context
  const rows = new Map<string, ComputedRow | null>()
  /** A row may be shared without its data source: what it shows is seen all the same. */
  const own = new Set<string>()
  const links = new Map<string, Map<string, readonly string[]>>()
  const users = new Map<string, User | null>()
  const titles = new Map<string, string | null>()
  const wanted = { rows: new Set<string>(), users: new Set<string>(), titles: new Set<string>() }
  /** Data source and property of links that were missing, with the pages they were missing of. */
  const wantedLinks = new Map<string, { dataSourceId: string; propertyId: string; pages: Set<string> }>()
  /** What may be asked for next: it is loaded with whatever is missing first. */
  const expected = { rows: new Set<string>(), users: new Set<string>() }
  const sees = {
    names: isCapable(actor.capabilities, 'read_user_info'),
    emails: actor.capabilities.user_info === 'email',
  }

  async function loadLinks(): Promise<void> {
    if (wantedLinks.size === 0) return
    const properties = [...wantedLinks.values()]
    wantedLinks.clear()
    for (const { dataSourceId, propertyId, pages } of properties) {
      // Rows beside the one that asked will ask too.
      const known = links.get(propertyId)
      for (const row of rows.values()) {
        if (row?.dataSourceId === dataSourceId && !known?.has(row.meta.id)) pages.add(row.meta.id)
      }
    }
    const pageIds = new Set(properties.flatMap(({ pages }) => [...pages]))
    const propertyIds = new Set(properties.map(({ propertyId }) => propertyId))
    const found = await linksOfPages(db, workspace.id, [...pageIds], [...propertyIds], {
      principals: actor.principals,
      now,
    })
    const targets = new Map<string, string[]>()
    for (const { page_id, property_id, target_id } of found) {
      const key = `${page_id} ${property_id}`
      const ofPage = targets.get(key)
      if (ofPage) ofPage.push(target_id)
      else targets.set(key, [target_id])
    }
    for (const { propertyId, pages } of properties) {
      const ofProperty = links.get(propertyId) ?? new Map<string, readonly string[]>()
      links.set(propertyId, ofProperty)
      for (const page of pages) ofProperty.set(page, targets.get(`${page} ${propertyId}`) ?? [])
    }
  }

  async function loadRows(): Promise<void> {
    if (wanted.rows.size === 0) return
    const ids = [...new Set([...wanted.rows, ...expected.rows])].filter((id) => !rows.has(id))
    wanted.rows.clear()
    expected.rows.clear()
    const found = await sourceRows(db, workspace.id, ids)
    for (const id of ids) rows.set(id, null)
    for (const { data_source_id, properties, ...meta } of found) {
      rows.set(meta.id, { dataSourceId: data_source_id, values: JSON.parse(properties), meta })
    }
  }

  async function loadNames(): Promise<void> {
    if (wanted.users.size === 0 && wanted.titles.size === 0) return
    const asked = wanted.users.size > 0 ? new Set([...wanted.users, ...expected.users]) : wanted.users
    const references: References = {
      users: new Set([...asked].filter((id) => !users.has(id))),
      pages: new Set(wanted.titles),
      databases: new Set(),
    }
    const found = await findReferences(context, references)
    for (const id of references.users) users.set(id, found.users.get(id) ?? null)
    for (const id of references.pages) titles.set(id, found.titles.get(id) ?? null)
    wanted.users.clear()
    wanted.titles.clear()
  }

  return {
    now,
    timeZone: workspace.settings.time_zone,
    schemaOf: (id) => (own.has(id) ? schemas.schemaOf(id) : schemas.visibleSchema(id)),
    add(row) {
      rows.set(row.meta.id, row)
      own.add(row.dataSourceId)
    },
    row(id) {
      const row = rows.get(id)
      if (row !== undefined) return row
      wanted.rows.add(id)
      throw notLoaded
    },
    related({ dataSourceId, meta }, propertyId) {
      const known = links.get(propertyId)?.get(meta.id)
      if (known) return known
      const key = `${dataSourceId} ${propertyId}`
      const missing = wantedLinks.get(key) ?? { dataSourceId, propertyId, pages: new Set() }
      wantedLinks.set(key, missing)
      missing.pages.add(meta.id)
      throw notLoaded
    },
    expect(named) {
      if (named.kind === 'page' && !rows.has(named.id)) expected.rows.add(named.id)
      if (named.kind === 'person' && !users.has(named.id)) expected.users.add(named.id)
    },
    person(id) {
      const user = users.get(id)
      if (user !== undefined) {
        return {
          name: sees.names ? (user?.name ?? null) : null,
          email: sees.emails ? (user?.email ?? null) : null,
        }
      }
      wanted.users.add(id)
      throw notLoaded
    },
    title(id) {
      const title = titles.get(id)
      if (title !== undefined) return title
      wanted.titles.add(id)
      throw notLoaded
    },
    async load() {
      const isIdle = wantedLinks.size + wanted.rows.size + wanted.users.size + wanted.titles.size === 0
      const hasSchemas = await schemas.load()
      await loadLinks()
      await loadRows()
      await loadNames()
      return hasSchemas || !isIdle
    },
  }
}
