import type { FormulaScope } from '../formulas/scope.ts'
import type { View, Writing } from './property.ts'
import type { SchemaContext } from './schema-draft.ts'
import type { WriteContext } from './values.ts'

// What the tests of this folder look at properties with. Ids count up, so that answers can be written down.

export const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

export const ada = uuid(901)
export const sprint = uuid(902)
export const source = uuid(903)
export const database = uuid(904)
export const upload = uuid(905)

export const adaShown = { object: 'user', id: ada, name: 'Ada', avatar_url: null, type: 'person', person: {} }

export const view: View = {
  meta: {
    id: uuid(900),
    created_time: Date.UTC(2026, 5, 27, 16, 54, 21, 123),
    created_by: ada,
    last_edited_time: Date.UTC(2026, 5, 28, 9, 0, 59),
    last_edited_by: uuid(999),
    unique_number: 7,
  },
  resolved: {
    baseUrl: 'http://127.0.0.1:3000',
    user: (id) => (id === ada ? { ...adaShown } : { object: 'user', id }),
    title: (id) => (id === sprint ? 'Sprint 1' : null),
    file: ({ id }) => ({
      url: `http://127.0.0.1:3000/files/${id}?sig=1`,
      expiry_time: '2026-07-01T13:00:00.000Z',
    }),
  },
  now: Date.UTC(2026, 6, 1, 12),
}

/** Of a schema whose properties name no other. */
export const noScope: FormulaScope = {
  dataSourceId: source,
  schemaOf: () => null,
  computedType: () => ({ kind: 'any' }),
}

/** New ids from 1 on, and property ids `!!!!`, `!!!"` and so on. */
export function drawing(from = 0) {
  let count = from
  return { newId: () => uuid(++count), random: () => 0 }
}

export const writing = (more: Partial<WriteContext> = {}): WriteContext & Writing => ({
  newId: drawing(100).newId,
  actor: ada,
  uploads: new Map([[upload, 'plan.pdf']]),
  fileAt(url) {
    const id = /\/files\/([-0-9a-f]{36})/.exec(url)?.[1]
    return id === undefined ? null : { id, name: 'plan.pdf' }
  },
  sizes: 'notion',
  path: 'body.properties',
  ...more,
})

export const changing = (more: Partial<SchemaContext> = {}): SchemaContext => ({
  dataSource: { id: source, database_id: database, title: 'Tasks' },
  targets: new Map(),
  schemaOf: () => null,
  isHidden: () => false,
  ...drawing(),
  sizes: 'notion',
  path: 'body.properties',
  ...more,
})
