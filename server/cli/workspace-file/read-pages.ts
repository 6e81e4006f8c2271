import type { LevelName } from '#server/domain/access/levels.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import type { Claims } from './claims.ts'
import { rowTitle } from './expand.ts'
import {
  type Fields,
  fieldsOf,
  flagOf,
  listOf,
  nameOf,
  note,
  oneOf,
  type Place,
  should,
  textOf,
} from './fields.ts'
import { emailKey, idOf } from './formats.ts'
import { readRow } from './read-rows.ts'
import { readSchema } from './read-schema.ts'
import { readTemplates } from './read-templates.ts'
import { readViews } from './read-views.ts'
import type { AccessInFile, DatabaseInFile, PageInFile, PrincipalInFile } from './types.ts'

/** What pages may refer to, and what must not be given twice. */
export interface PageSurroundings {
  readonly claims: Claims
  /** By the key of the e-mail address; the value is the address as it stands under `users`. */
  readonly users: ReadonlyMap<string, string>
  readonly groups: ReadonlySet<string>
  readonly connections: ReadonlyMap<string, 'internal' | 'public'>
}

const levels: readonly LevelName[] = ['full_access', 'edit', 'edit_content', 'comment', 'view']
const pageLevels = levels.filter((level) => level !== 'edit_content')
const nodeKeys = ['title', 'id', 'access', 'inherit'] as const
const pageKeys = [...nodeKeys, 'markdown', 'pages', 'databases'] as const
const databaseKeys = [...nodeKeys, 'data_source_id', 'properties', 'rows', 'templates', 'views'] as const
const principals = ['user', 'group', 'connection', 'workspace'] as const

/** Reads the pages of a workspace with everything below them. */
export function readPages(place: Place | undefined, surroundings: PageSurroundings): PageInFile[] {
  const below: Below = { ...surroundings, paths: new Set(), related: [] }
  const pages = readSiblings(place, '', below, readPage)
  for (const { at, target } of below.related) {
    if (!isUuid(target) && !below.paths.has(target))
      should(at, 'an id, or the title path of a page or row of this file')
  }
  return pages
}

interface Below extends PageSurroundings {
  /** Title paths of all pages and rows. */
  readonly paths: Set<string>
  /** What relations name. */
  readonly related: { at: Place; target: string }[]
}

type ReadNode<T> = (place: Place, above: string, below: Below) => { node: T; title: Place | undefined }

/** Reads pages or databases next to each other: without ids, their titles must tell them apart. */
function readSiblings<T extends { title: string; id: string | undefined }>(
  place: Place | undefined,
  above: string,
  below: Below,
  read: ReadNode<T>,
): T[] {
  const siblings = listOf(place, (item) => read(item, above, below))
  const titles = Map.groupBy(siblings, ({ node }) => node.title)
  for (const [title, same] of titles) {
    if (!title || same.length === 1) continue
    for (const { node, title: at } of same) {
      if (at && node.id === undefined)
        note(at, 'should be a title of its own, siblings of one title need an id each')
    }
  }
  return siblings.map(({ node }) => node)
}

function readPage(place: Place, above: string, below: Below): { node: PageInFile; title: Place | undefined } {
  const fields = fieldsOf(place, pageKeys)
  const node = readNode(fields, above, below, pageLevels)
  below.paths.add(node.path)
  return {
    title: fields.at('title'),
    node: {
      ...node,
      markdown: textOf(fields.at('markdown')),
      pages: readSiblings(fields.at('pages'), node.path, below, readPage),
      databases: readSiblings(fields.at('databases'), node.path, below, readDatabase),
    },
  }
}

function readDatabase(
  place: Place,
  above: string,
  below: Below,
): { node: DatabaseInFile; title: Place | undefined } {
  const fields = fieldsOf(place, databaseKeys)
  const node = readNode(fields, above, below, levels)
  const schema = readSchema(fields.at('properties'))
  const { users, related, claims } = below
  const surroundings = {
    hasUser: (key: string) => users.has(key),
    onRelated: (at: Place, target: string) => void related.push({ at, target }),
  }
  const rows = listOf(fields.at('rows'), (row) => readRow(row, schema, surroundings))
  if ([...schema.types.values()].includes('title')) {
    for (const row of rows) below.paths.add(`${node.path}/${rowTitle(schema.properties, row)}`)
  }
  return {
    title: fields.at('title'),
    node: {
      ...node,
      dataSourceId: claims.claim('id', idOf(fields.at('data_source_id')), fields.at('data_source_id')),
      properties: schema.properties,
      rows,
      templates: readTemplates(fields.at('templates'), schema, surroundings, claims),
      views: readViews(fields.at('views'), schema),
    },
  }
}

function readNode(
  fields: Fields<(typeof nodeKeys)[number]>,
  above: string,
  below: Below,
  known: readonly LevelName[],
) {
  const title = nameOf(fields.need('title')) ?? ''
  return {
    title,
    path: above ? `${above}/${title}` : title,
    id: below.claims.claim('id', idOf(fields.at('id')), fields.at('id')),
    access: readAccess(fields.at('access'), below, known),
    inherit: flagOf(fields.at('inherit')) ?? true,
    stated: fields.stated,
  }
}

function readAccess(place: Place | undefined, below: Below, known: readonly LevelName[]): AccessInFile[] {
  const seen = new Set<string>()
  return listOf(place, (item) => {
    const fields = fieldsOf(item, [...principals, 'level'])
    const principal = readPrincipal(fields, below)
    const identity = JSON.stringify(principal)
    if (principal && seen.has(identity))
      should(fields.at(principal.type)!, 'named once, levels do not add up')
    seen.add(identity)
    return {
      principal: principal ?? { type: 'workspace' },
      level: readLevel(fields.need('level'), known) ?? 'view',
    }
  })
}

function readLevel(place: Place | undefined, known: readonly LevelName[]): LevelName | undefined {
  const { tree } = place ?? {}
  if (place && tree?.kind === 'scalar' && tree.value === 'edit_content' && known === pageLevels) {
    note(place, `should be one of ${known.join(', ')}, edit_content is for databases only`)
    return undefined
  }
  return oneOf(place, known)
}

function readPrincipal(
  fields: Fields<(typeof principals)[number]>,
  { users, groups, connections }: Below,
): PrincipalInFile | undefined {
  const named = principals.filter((principal) => fields.stated.has(principal))
  const [type] = named
  if (type === undefined || named.length > 1) {
    if (fields.place.tree.kind !== 'map') return undefined
    note(
      fields.place,
      `should name one of ${principals.join(', ')}, instead names ${named.join(' and ') || 'none'}`,
    )
    return undefined
  }
  const place = fields.at(type)!
  if (type === 'workspace') {
    if (flagOf(place) === false) should(place, 'true')
    return { type }
  }
  const name = textOf(place)
  if (name === undefined) return undefined
  if (type === 'user') {
    const email = users.get(emailKey(name))
    if (email === undefined) should(place, 'the e-mail address of a user of this file')
    return email === undefined ? undefined : { type, email }
  }
  if (type === 'group') {
    if (!groups.has(name)) should(place, 'the name of a group of this file')
  } else if (!connections.has(name)) should(place, 'the name of a connection of this file')
  else if (connections.get(name) === 'public') {
    note(
      place,
      'should be an internal connection, a public one reaches what people choose when they install it',
    )
  }
  return { type, name }
}
