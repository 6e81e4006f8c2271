import { blocksByIds } from '#server/store/blocks.ts'
import { wholeChildren } from '#server/store/edits.ts'
import type { Content, Typed } from '#shared/blocks/block-type.ts'
import { updateContent } from '#shared/blocks/content.ts'
import { mergeContent } from '#shared/blocks/merge-content.ts'
import { typeNamed } from '#shared/blocks/registry.ts'
import type { BlockRequest } from '#shared/blocks/request.ts'
import { checkChild, typeOfRequest } from '#shared/blocks/store.ts'
import { contentProblem } from '#shared/content-problem.ts'
import { invalid } from '#shared/problem.ts'
import type { Block } from '../blocks/block.ts'
import { keepContent } from '../blocks/update.ts'
import { type Batch, blockIn, conflict, type Outcome } from './batch.ts'
import type { RetypeEdit, UpdateEdit } from './edit.ts'
import { storeAlone } from './insert.ts'

/** Changes the payload of a block. With its base, what others changed in the same keys meanwhile is merged in. */
export async function updateBlock(batch: Batch, { id, block: request, base }: UpdateEdit): Promise<Outcome> {
  const block = await blockIn(batch, id)
  if (block.trashRoot !== null) return conflict(id, 'in_trash')
  const type = typeOfRequest(request)
  const payload = request[type] as Content
  // Somebody made it another type meanwhile: what was written is not lost for that.
  const isOther = type !== block.type
  if (isOther && base === undefined) throw invalid(`Expected block type ${block.type} in request body`)
  const own = isOther ? textsAlike(block.type, payload) : payload
  const mine = updateContent(block.type, block.content, own)
  const wanted = base === undefined ? mine : merged(block, mine, base)
  await refuse(batch, block, { type: block.type, content: wanted })
  return keep(batch, block, { type: block.type, content: mine }, wanted)
}

/** Makes a block one of another type, or gives it a whole new payload. What is below it stays. */
export async function retypeBlock(batch: Batch, { id, block: request, base }: RetypeEdit): Promise<Outcome> {
  const block = await blockIn(batch, id)
  if (block.trashRoot !== null) return conflict(id, 'in_trash')
  const { type, content: mine } = storeAlone(request)
  if (type !== block.type && !typeNamed(block.type).changeRequest) {
    throw invalid(`Blocks of type ${block.type} cannot become blocks of another type.`)
  }
  const wanted = base === undefined ? mine : { ...mine, ...mergedTexts(block, { type, content: mine }, base) }
  await refuse(batch, block, { type, content: wanted })
  await refuseChildren(batch, block, { type, content: wanted })
  return keep(batch, block, { type, content: mine }, wanted)
}

async function keep(batch: Batch, block: Block, mine: Typed, content: Content): Promise<Outcome> {
  if (await keepContent(batch.context, block, { type: mine.type, content })) {
    batch.touched.set(block.id, mine.type)
  }
  if (mine.type === 'table') batch.tables.add(block.id)
  if (mine.type === 'table_row') batch.tables.add(block.parent.id!)
  const isMerged = JSON.stringify(content) !== JSON.stringify(mine.content)
  return { id: block.id, status: isMerged ? 'merged' : 'done' }
}

function merged(block: Block, mine: Content, base: BlockRequest): Content {
  const type = typeOfRequest(base)
  const given = base[type] as Content
  const before = updateContent(
    block.type,
    block.content,
    type === block.type ? given : textsAlike(block.type, given),
  )
  return mergeContent(block.type, before, block.content, mine)
}

/** The texts that a block of the new type has as the old one had them. */
function mergedTexts(block: Block, mine: Typed, base: BlockRequest): Content {
  const type = typeOfRequest(base)
  const given = textsAlike(block.type, base[type] as Content)
  const before = updateContent(block.type, block.content, given)
  const texts = Object.keys(given).filter((key) => Object.hasOwn(typeNamed(mine.type).texts ?? {}, key))
  const pick = (content: Content) => Object.fromEntries(texts.map((key) => [key, content[key]]))
  return mergeContent(mine.type, pick(before), pick(block.content), pick(mine.content))
}

/** What of a payload of another type is text that a block of this type has too. */
const textsAlike = (type: string, payload: Content): Content =>
  Object.fromEntries(
    Object.entries(typeNamed(type).texts ?? {}).flatMap(([key]) =>
      payload[key] === undefined ? [] : [[key, payload[key]]],
    ),
  )

/** Whether it may be so where it stands; cells are fitted to the table afterwards. */
async function refuse({ context }: Batch, block: Block, { type, content }: Typed): Promise<void> {
  if (type === 'table_row' && block.type === type) return
  const { refuse: refusal, standsIn } = typeNamed(type)
  if ((!refusal && !standsIn && type === block.type) || block.parent.id === null) return
  const [row] = await blocksByIds(context.db, context.workspace.id, [block.parent.id])
  const parent = { type: row!.type, content: JSON.parse(row!.content) as Content }
  if (type !== block.type) checkChild(parent, type)
  const wrong = refusal?.(content, parent)
  if (wrong) throw contentProblem(wrong)
}

async function refuseChildren({ context }: Batch, block: Block, as: Typed): Promise<void> {
  if (!block.hasChildren || as.type === block.type) return
  for (const child of await wholeChildren(context.db, context.workspace.id, block.id)) {
    checkChild(as, child.type)
  }
}
