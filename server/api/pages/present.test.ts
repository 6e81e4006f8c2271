import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ShownPage } from '#server/domain/pages/page.ts'
import { printJson } from '#server/http/json.ts'
import type { Resolved } from '#shared/references.ts'
import { presentPage } from './present.ts'

const page: ShownPage = {
  id: '01a21d19-ac23-7672-a031-846ad4bbb357',
  parent: { type: 'page_id', id: '01a21d19-888e-706c-8fb7-c3e97ab2eb8b' },
  dataSourceId: null,
  databaseId: null,
  createdTime: 1795784551438,
  createdBy: '01a21d19-8892-70ca-8627-575c46a38179',
  lastEditedTime: 1795794551438,
  lastEditedBy: '01a21d19-8892-70ca-8627-575c46a38170',
  trashRoot: null,
  title: 'Plain words',
  icon: null,
  cover: null,
  isLocked: false,
  isArchived: false,
  uniqueNumber: null,
  valuesText: '{}',
  readyProperties: '{}',
}

const resolved: Resolved = {
  baseUrl: 'https://octavo.test',
  user: (id) => ({ object: 'user', id }),
  title: () => null,
  file: () => ({ url: 'https://octavo.test/files/"signed"', expiry_time: 'soon' }),
} as Resolved

test('a page that is ready is answered like one that is made', () => {
  const variants: Partial<ShownPage>[] = [
    {},
    { parent: { type: 'workspace', id: null } },
    {
      parent: { type: 'data_source_id', id: page.createdBy },
      dataSourceId: page.createdBy,
      databaseId: page.lastEditedBy,
    },
    { trashRoot: page.id, isLocked: true, isArchived: true },
    { title: '' },
    { title: 'Ein "Titel" mit \\ und Ümläuten 🎯' },
    {
      icon: { type: 'emoji', emoji: '🎯' },
      cover: { type: 'external', external: { url: 'https://a.test/"' } },
    },
    { cover: { type: 'file', file: { id: 'f', name: 'a "b".png' } } },
  ]
  for (const variant of variants) {
    const shown = { ...page, ...variant }
    const made = {
      schema: {},
      values: {},
      relations: new Map(),
      computed: new Map(),
      only: null,
      hidden: new Set<string>(),
    }
    const ready = printJson(presentPage({ page: shown, now: 0, properties: null }, resolved))
    assert.equal(ready, printJson(presentPage({ page: shown, now: 0, properties: made }, resolved)))
    assert.equal(JSON.parse(ready).id, page.id)
  }
})
