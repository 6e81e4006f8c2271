import type { Db } from '#server/store/dialects/dialect.ts'
import {
  blocksInside,
  commentsIn,
  dataSourceTitles,
  type SourceBlock,
  type SourceComment,
  type SourceNode,
  schemasOf,
  sourceNodes,
} from '#server/store/search-sources.ts'
import { typeNamed } from '#shared/blocks/registry.ts'
import type { StoredSchema } from '#shared/properties/property.ts'
import { namedMention, type StoredRichText } from '#shared/rich-text/stored.ts'
import type { Piece } from './piece.ts'

/** Properties whose values are texts that somebody wrote. */
const WRITTEN = ['rich_text', 'url', 'email', 'phone_number']

/** The pieces of some pages and databases by id, in the order in which they are read; what does not exist has none. */
export async function readPieces(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, Piece[]>> {
  const nodes = await sourceNodes(db, workspaceId, ids)
  const pages = nodes.filter(({ type }) => type === 'child_page')
  const databases = nodes.filter(({ type }) => type === 'child_database')
  const schemas = await schemasBy(db, workspaceId, pages)
  const comments =
    pages.length === 0
      ? []
      : await commentsIn(
          db,
          workspaceId,
          pages.map(({ id }) => id),
        )
  const titles =
    databases.length === 0
      ? []
      : await dataSourceTitles(
          db,
          workspaceId,
          databases.map(({ id }) => id),
        )
  const pieces = new Map<string, Piece[]>()
  for (const page of pages) {
    const blocks = page.has_children === 1 ? inOrder(page.id, await blocksInside(db, workspaceId, page)) : []
    const theirs = comments.filter(({ container_id }) => container_id === page.id)
    pieces.set(page.id, piecesOfPage(page, schemas.get(page.data_source_id ?? ''), blocks, theirs))
  }
  for (const database of databases) {
    const theirs = titles.filter(({ database_id }) => database_id === database.id)
    pieces.set(
      database.id,
      piecesOfDatabase(
        database,
        theirs.map(({ title }) => textOf(title)),
      ),
    )
  }
  return pieces
}

async function schemasBy(
  db: Db,
  workspaceId: string,
  pages: readonly SourceNode[],
): Promise<Map<string, StoredSchema>> {
  const ids = new Set(pages.map((page) => page.data_source_id).filter((id) => id !== null))
  if (ids.size === 0) return new Map()
  const rows = await schemasOf(db, workspaceId, [...ids])
  return new Map(rows.map(({ id, properties }) => [id, JSON.parse(properties)]))
}

function piecesOfPage(
  page: SourceNode,
  schema: StoredSchema | undefined,
  blocks: readonly SourceBlock[],
  comments: readonly SourceComment[],
): Piece[] {
  const standing = new Set([page.id, ...blocks.map(({ id }) => id)])
  return filled([
    { kind: 'title', id: '', text: page.title ?? '' },
    ...(schema ? piecesOfValues(schema, JSON.parse(page.properties!)) : []),
    ...blocks.map(
      ({ id, type, content }): Piece => ({ kind: 'block', id, text: textOfBlock(type, content) }),
    ),
    ...comments
      .filter(({ parent_id }) => standing.has(parent_id))
      .map(({ id, rich_text }): Piece => ({ kind: 'comment', id, text: textOf(rich_text) })),
  ])
}

/** A data source that is called like its database adds nothing. */
function piecesOfDatabase({ database_title, description }: SourceNode, titles: readonly string[]): Piece[] {
  const title = textOf(database_title ?? '[]')
  const others = [...titles.filter((other) => other !== title), textOf(description ?? '[]')]
  return filled([
    { kind: 'title', id: '', text: title },
    ...others.map((text): Piece => ({ kind: 'description', id: '', text })),
  ])
}

const piecesOfValues = (schema: StoredSchema, values: Record<string, unknown>): Piece[] =>
  Object.values(schema)
    .filter(({ id, type }) => WRITTEN.includes(type) && values[id])
    .map(({ id }) => {
      const value = values[id] as string | StoredRichText[]
      return { kind: 'property', id, text: typeof value === 'string' ? value : textOfRuns(value) }
    })

function textOfBlock(type: string, content: string): string {
  const { texts = {}, plainText } = typeNamed(type)
  const payload = JSON.parse(content)
  const written = Object.entries(texts).map(([key, form]) => {
    const value = payload[key] ?? []
    return form === 'cells' ? value.map(textOfRuns).join(' ') : textOfRuns(value)
  })
  return [...written, plainText?.(payload) ?? ''].filter(Boolean).join(' ')
}

const textOf = (richText: string): string => textOfRuns(JSON.parse(richText))

/** Who and what is mentioned has a name of its own, that not every reader may see. */
const textOfRuns = (runs: readonly StoredRichText[]): string =>
  runs.map((run) => (namedMention(run) ? '…' : (run as { plain_text: string }).plain_text)).join('')

const filled = (pieces: readonly Piece[]): Piece[] =>
  pieces.filter(({ kind, text }) => kind === 'title' || text.trim())

/** Blocks as they stand on their page, those inside of one after it. */
function inOrder(pageId: string, blocks: readonly SourceBlock[]): SourceBlock[] {
  const children = Map.groupBy(blocks, ({ parent_id }) => parent_id)
  const ordered: SourceBlock[] = []
  const waiting = (children.get(pageId) ?? []).toReversed()
  for (let block = waiting.pop(); block; block = waiting.pop()) {
    ordered.push(block)
    waiting.push(...(children.get(block.id) ?? []).toReversed())
  }
  return ordered
}
