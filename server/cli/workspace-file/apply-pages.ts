import { databaseForOperator, pageForOperator, parentForOperator } from '#server/domain/access/operator.ts'
import type { NewParent } from '#server/domain/access/parents.ts'
import { share } from '#server/domain/access/share.ts'
import type { Context } from '#server/domain/context.ts'
import { blocksOf } from '#server/domain/markdown/to-blocks.ts'
import { createPage } from '#server/domain/pages/create.ts'
import { movePage, moveToTop } from '#server/domain/pages/move.ts'
import type { Page } from '#server/domain/pages/page.ts'
import { updatePage } from '#server/domain/pages/update.ts'
import { Failure } from '#server/failures.ts'
import { childNodes } from '#server/store/children.ts'
import { accessOf, accessOfNew, ownerAlone } from './apply-access.ts'
import { applyDatabase, completeSchemas } from './apply-databases.ts'
import { applyRows } from './apply-rows.ts'
import { applyViews } from './apply-views.ts'
import type { Named } from './applying.ts'
import { richTextOf } from './expand.ts'
import { accessIdOf, idOf, naming, type Tree } from './page-tree.ts'
import type { AppliedWorkspace } from './report.ts'
import type { PageInFile } from './types.ts'

/**
 * Pages and databases with all that is below them. Rows come late: they may name any page of the file, and
 * relations any database. Views come last: a filter may name an option that a row made.
 */
export async function applyPages(
  context: Context,
  files: readonly PageInFile[],
  named: Named,
  owner: string | null,
): Promise<Pick<AppliedWorkspace, 'pages' | 'databases'>> {
  const tree: Tree = { context, named, owner, pages: [], databases: [], sources: [] }
  for (const file of files) await applyPage(tree, file, { type: 'workspace' })
  await completeSchemas(tree)
  await applyRows(tree)
  await applyViews(tree)
  return tree
}

async function applyPage(tree: Tree, file: PageInFile, parent: NewParent): Promise<void> {
  const { context } = tree
  const id = await naming(file.path, async () => {
    const known = await findPage(context, file, parent)
    const page = known ? await keepPage(tree, file, known, parent) : await makePage(tree, file, parent)
    return page.id
  })
  tree.pages.push({ path: file.path, id })
  for (const child of file.pages) await applyPage(tree, child, await parentForOperator(context, id))
  for (const child of file.databases) {
    await naming(child.path, async () => applyDatabase(tree, child, await parentForOperator(context, id)))
  }
}

/** By its id wherever it stands, else by its title among its siblings. */
async function findPage(context: Context, { id, title }: PageInFile, parent: NewParent) {
  if (id !== undefined) {
    const page = await pageForOperator(context, id)
    if (page === undefined && (await databaseForOperator(context, id))) {
      throw new Failure('there is a database with this id, not a page')
    }
    return page
  }
  const siblings = await childNodes(context.db, context.workspace.id, idOf(parent), 'child_page')
  const found = siblings.find((sibling) => sibling.page_title === title)
  return found && pageForOperator(context, found.id)
}

const makePage = async (
  { context, named, owner }: Tree,
  file: PageInFile,
  parent: NewParent,
): Promise<Page> =>
  createPage(context, parent, {
    ...(file.id !== undefined && { id: file.id }),
    properties: titled(file),
    children: await blocksOf(context, file.markdown ?? '', { type: 'child_page', content: {} }),
    ...accessOfNew(file, parent.type === 'workspace', named, owner),
  })

type FoundPage = NonNullable<Awaited<ReturnType<typeof pageForOperator>>>

/** Sets what the file states of a page that is there: its title, its place and who may do what. */
async function keepPage(tree: Tree, file: PageInFile, page: FoundPage, parent: NewParent): Promise<Page> {
  const { context, named, owner } = tree
  const isTop = parent.type === 'workspace'
  if (page.trashRoot !== null) await updatePage(context, page, { in_trash: false })
  if (page.title !== file.title)
    await updatePage(context, await refreshed(context, page), { properties: titled(file) })
  const { grants, inherits } = accessOf(file, isTop, named, owner)
  if (isTop) {
    // The top of a teamspace is no other place to a file, which knows no teamspaces.
    if (page.parent.type !== 'workspace') {
      const whose = grants.length > 0 ? grants : ownerAlone(owner)
      await moveToTop(context, await refreshed(context, page), null, whose)
    }
  } else if (page.parent.id !== idOf(parent)) {
    await movePage(context, await refreshed(context, page), parent)
  }
  const { id, accessId } = await refreshed(context, page)
  await share(context, { kind: 'page', id, accessId, parentAccessId: accessIdOf(parent) }, grants, inherits)
  return page
}

const refreshed = async (context: Context, { id }: Page): Promise<FoundPage> =>
  (await pageForOperator(context, id))!

const titled = ({ title }: PageInFile) => ({ title: { title: richTextOf(title) } })
