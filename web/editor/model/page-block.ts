import type { Run } from '#shared/rich-text/merge.ts'

export type Payload = Readonly<Record<string, unknown>>

/** A block of a page as the API has it, with what is below it. */
export interface PageBlock {
  readonly id: string
  readonly type: string
  /** What of its payload can be written, in one form: texts in as few runs as they can be, no key left out. */
  readonly payload: Payload
  /** What only the API makes of it: a title, the address of a file, all of a type that cannot be edited. */
  readonly shown: Payload
  readonly children: readonly PageBlock[]
}

/** A block object of the API, as far as it is read. */
export interface ApiBlock {
  readonly id: string
  readonly type: string
  readonly parent: { readonly type: string } & Readonly<Record<string, unknown>>
  readonly [key: string]: unknown
}

/** Every block with the id of what it stands in, null for the page; each before what is below it. */
export function* walk(
  blocks: readonly PageBlock[],
  parent: string | null = null,
): Generator<{ block: PageBlock; parent: string | null; siblings: readonly PageBlock[]; index: number }> {
  for (const [index, block] of blocks.entries()) {
    yield { block, parent, siblings: blocks, index }
    yield* walk(block.children, block.id)
  }
}

export const blocksById = (blocks: readonly PageBlock[]): Map<string, PageBlock> =>
  new Map([...walk(blocks)].map(({ block }) => [block.id, block]))

/** The runs of a payload under a key. */
export const runsAt = (payload: Payload, key: string): readonly Run[] =>
  (payload[key] ?? []) as readonly Run[]
