import { mediaBlock } from './media.ts'

/** Vimeo's addresses are pages that play a video; they make an embed (API reference, "Video"). */
export const video = mediaBlock(
  'video',
  ({ hostname }) => !/(?:^|\.)vimeo\.com$/i.test(hostname),
  (type) => type.startsWith('video/'),
)
