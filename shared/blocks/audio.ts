import { mediaBlock } from './media.ts'

export const audio = mediaBlock(
  'audio',
  () => true,
  (type) => type.startsWith('audio/'),
)
