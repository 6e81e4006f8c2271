import { blockType } from './block-type.ts'

/** A page among the blocks of its parent. It is made and changed as a page. */
export const childPage = blockType({
  type: 'child_page',
  holds: () => 'any',
  plainText: ({ title }) => `${title ?? ''}`,
})
