import { mediaBlock } from './media.ts'

export const pdf = mediaBlock(
  'pdf',
  () => true,
  (type) => type === 'application/pdf',
)
