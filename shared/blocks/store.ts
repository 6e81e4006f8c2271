import { contentProblem } from '../content-problem.ts'
import { invalid } from '../problem.ts'
import type { Content, Typed } from './block-type.ts'
import { blockTypes, typeNamed } from './registry.ts'
import type { BlockRequest } from './request.ts'

/** A block to be kept, with what is below it. */
export interface StoredBlockTree {
  /** Chosen by who makes it; a new one when absent. */
  readonly id?: string
  readonly type: string
  readonly content: Content
  readonly children: readonly StoredBlockTree[]
}

/** Notion's wall for the blocks of a request, nested ones included. */
const MOST_BLOCKS = 1000

/**
 * Brings blocks that have passed `BlocksRequest` into their stored shape.
 *
 * @param parent what they are put in; of a page, its type is enough.
 */
export function storeBlocks(
  requests: readonly BlockRequest[],
  parent: Typed,
  { sizes = 'notion' }: { sizes?: 'notion' | 'none' } = {},
): StoredBlockTree[] {
  if (typeNamed(parent.type).holds(parent.content) === 'none') throw unfit()
  const trees = storeInto(parent, requests)
  const count = countBlocks(trees)
  if (sizes === 'notion' && count > MOST_BLOCKS) {
    throw invalid(
      `A request can hold at most ${MOST_BLOCKS} blocks, nested ones included; this one holds ${count}.`,
    )
  }
  return trees
}

/** Whether blocks of a type may be put into another, by an exception that says why not. */
export function checkChild(parent: Typed, type: string): void {
  const holds = typeNamed(parent.type).holds(parent.content)
  if (holds === 'none') throw unfit()
  const { standsIn } = typeNamed(type)
  if (standsIn && !standsIn.includes(parent.type)) {
    throw contentProblem(`A ${type} block can only be put into a ${standsIn.join(' or ')} block.`)
  }
  if (holds !== 'any' && !holds.includes(type)) {
    throw contentProblem(`A ${parent.type} block can only hold ${holds.join(' or ')} blocks.`)
  }
}

const unfit = () => invalid('Block does not support children')

function storeInto(parent: Typed, requests: readonly BlockRequest[]): StoredBlockTree[] {
  return requests.map((request) => storeBlock(parent, request))
}

function storeBlock(parent: Typed, request: BlockRequest): StoredBlockTree {
  const type = typeOfRequest(request)
  const { store, refuse } = typeNamed(type)
  if (!store) throw invalid(`Blocks of type ${type} cannot be created.`)
  checkChild(parent, type)
  const payload = request[type] as { children?: readonly BlockRequest[] }
  const content = store(payload as never)
  const wrong = refuse?.(content, parent)
  if (wrong) throw contentProblem(wrong)
  return { type, content, children: storeInto({ type, content }, payload.children ?? []) }
}

/** `type` may be left out: the key that a type is called by says it as well. */
export function typeOfRequest(request: BlockRequest): string {
  const type = Object.keys(request).find((key) => blockTypes.has(key))
  if (type === undefined) throw new Error('A block without a payload has not been checked')
  return type
}

const countBlocks = (trees: readonly StoredBlockTree[]): number =>
  trees.reduce((count, { children }) => count + 1 + countBlocks(children), 0)
