import { blockType } from './block-type.ts'

/** A database among the blocks of its parent. It is made and changed as a database. */
export const childDatabase = blockType({
  type: 'child_database',
  holds: () => 'none',
  plainText: ({ title }) => `${title ?? ''}`,
})
