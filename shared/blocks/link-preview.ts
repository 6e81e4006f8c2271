import { blockType } from './block-type.ts'

/** A preview that only a person's client can make; the API reads it. */
export const linkPreview = blockType({
  type: 'link_preview',
  holds: () => 'none',
  plainText: ({ url }) => `${url ?? ''}`,
})
