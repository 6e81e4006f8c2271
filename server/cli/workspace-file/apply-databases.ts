import {
  databaseForOperator,
  dataSourceForOperator,
  pageForOperator,
} from '#server/domain/access/operator.ts'
import type { NewParent } from '#server/domain/access/parents.ts'
import { share } from '#server/domain/access/share.ts'
import type { Context } from '#server/domain/context.ts'
import { updateDataSource } from '#server/domain/data-sources/update.ts'
import { createDatabase } from '#server/domain/databases/create.ts'
import { updateDatabase } from '#server/domain/databases/update.ts'
import { Failure } from '#server/failures.ts'
import { childNodes } from '#server/store/children.ts'
import { dataSourceById, dataSourcesOf } from '#server/store/data-sources.ts'
import { toUuid } from '#shared/ids.ts'
import type { SchemaRequests } from '#shared/properties/schema.ts'
import { configurationIn, SchemaRequest } from '#shared/properties/schema-requests.ts'
import { plainText } from '#shared/rich-text/plain-text.ts'
import { storeRichText } from '#shared/rich-text/store.ts'
import { validate } from '#shared/validation/validate.ts'
import { accessOf, accessOfNew } from './apply-access.ts'
import { expandSchema, richTextOf } from './expand.ts'
import { accessIdOf, idOf, naming, type Tree } from './page-tree.ts'
import { schemaDifference } from './schema-difference.ts'
import type { DatabaseInFile } from './types.ts'

/** Makes a database, or sets what the file states of one that is there. */
export async function applyDatabase(tree: Tree, file: DatabaseInFile, parent: NewParent): Promise<void> {
  const known = await findDatabase(tree.context, file, parent)
  const { id, dataSourceId } = known
    ? await keepDatabase(tree, file, known, parent)
    : await makeDatabase(tree, file, parent)
  tree.databases.push({ path: file.path, id, dataSourceId })
  tree.sources.push({ file, databaseId: id, dataSourceId, isNew: known === undefined })
}

async function findDatabase(context: Context, { id, title }: DatabaseInFile, parent: NewParent) {
  if (id !== undefined) {
    const database = await databaseForOperator(context, id)
    if (database === undefined && (await pageForOperator(context, id))) {
      throw new Failure('there is a page with this id, not a database')
    }
    return database
  }
  const siblings = await childNodes(context.db, context.workspace.id, idOf(parent), 'child_database')
  const found = siblings.find((sibling) => plainText(JSON.parse(sibling.database_title!)) === title)
  return found && databaseForOperator(context, found.id)
}

async function makeDatabase(tree: Tree, file: DatabaseInFile, parent: NewParent) {
  const { context, named, owner } = tree
  const ids = {
    ...(file.id !== undefined && { id: file.id }),
    ...(file.dataSourceId !== undefined && { dataSourceId: file.dataSourceId }),
  }
  return createDatabase(context, parent, {
    ...ids,
    title: storedTitle(file),
    description: [],
    icon: null,
    cover: null,
    isInline: false,
    properties: await propertiesOfNew(context, file),
    ...accessOfNew(file, false, named, owner),
  })
}

type FoundDatabase = NonNullable<Awaited<ReturnType<typeof databaseForOperator>>>

async function keepDatabase(tree: Tree, file: DatabaseInFile, database: FoundDatabase, parent: NewParent) {
  const { context, named, owner } = tree
  const { id } = database
  if (database.trashRoot !== null) await updateDatabase(context, database, { in_trash: false }, null)
  const fresh = async () => (await databaseForOperator(context, id))!
  const title = plainText(database.title) === file.title ? {} : { title: storedTitle(file) }
  const moved = database.parent.id === idOf(parent) ? null : parent
  await updateDatabase(context, await fresh(), title, moved)

  const { grants, inherits } = accessOf(file, false, named, owner)
  const { accessId } = await fresh()
  await share(
    context,
    { kind: 'database', id, accessId, parentAccessId: accessIdOf(parent) },
    grants,
    inherits,
  )

  const sources = await dataSourcesOf(context.db, context.workspace.id, id)
  const source =
    file.dataSourceId === undefined ? sources[0] : sources.find((one) => one.id === file.dataSourceId)
  if (source !== undefined) return { id, dataSourceId: source.id }
  throw new Failure(`this database has no data source${file.dataSourceId ? ` ${file.dataSourceId}` : ''}`)
}

/**
 * Adds what had to wait for other databases, and what the file states of data sources that were there. Formulas
 * and rollups come last, and go round as long as one of them makes way for another.
 */
export async function completeSchemas(tree: Tree): Promise<void> {
  const { sources } = tree
  for (const source of sources) await complete(tree, source, (type) => !computedTypes.has(type))
  let waiting: readonly Source[] = sources
  for (;;) {
    const left: Source[] = []
    let problem: unknown
    for (const source of waiting) {
      try {
        await complete(tree, source, (type) => computedTypes.has(type))
      } catch (thrown) {
        if (!(thrown instanceof Failure)) throw thrown
        problem ??= thrown
        left.push(source)
      }
    }
    if (left.length === 0) return
    if (left.length === waiting.length) throw problem
    waiting = left
  }
}

type Source = Tree['sources'][number]

/** Nothing is written of a schema that is refused, so that it can be tried again. */
const complete = ({ context }: Tree, { file, dataSourceId }: Source, isMeant: (type: string) => boolean) =>
  naming(file.path, async () => {
    const dataSource = (await dataSourceForOperator(context, dataSourceId))!
    const all = Object.entries(requested(file))
    const meant = Object.fromEntries(all.filter(([, property]) => isMeant(typeOf(property))))
    const properties = schemaDifference(dataSource.schema, meant)
    if (Object.keys(properties).length > 0) await updateDataSource(context, dataSource, { properties }, null)
  })

const requested = ({ properties }: DatabaseInFile): SchemaRequests =>
  validate(SchemaRequest, expandSchema(properties), 'body', { sizes: 'none' }) as SchemaRequests

/** Relations to data sources that come later in the file wait, and all that may be built on others. */
async function propertiesOfNew(context: Context, file: DatabaseInFile): Promise<SchemaRequests> {
  const all = Object.entries(requested(file))
  const waiting = new Set<string>()
  for (const [name, property] of all) if (await pointsAhead(context, file, property)) waiting.add(name)
  const ready = all.filter(([name, property]) => !waiting.has(name) && !computedTypes.has(typeOf(property)))
  return Object.fromEntries(ready)
}

const computedTypes = new Set(['rollup', 'formula'])

const typeOf = (property: SchemaRequests[string]): string => configurationIn(property!)!.type

async function pointsAhead(
  { db, workspace }: Context,
  file: DatabaseInFile,
  property: SchemaRequests[string],
): Promise<boolean> {
  const { type, config } = configurationIn(property!)!
  if (type !== 'relation') return false
  const target = toUuid((config as { data_source_id: string }).data_source_id)
  if (target === file.dataSourceId) return false
  return (await dataSourceById(db, workspace.id, target)).length === 0
}

const storedTitle = ({ title }: DatabaseInFile) => storeRichText(richTextOf(title))
