import type { CustomEmojiRow } from '#server/store/tables/content.ts'

/** An image that a workspace gave a name, to be used like an emoji. */
export interface CustomEmoji {
  id: string
  /** Unique in its workspace. */
  name: string
  /** Where its image is. */
  url: string
}

export const toCustomEmoji = ({ id, name, url }: CustomEmojiRow): CustomEmoji => ({ id, name, url })

/** A name stands between colons in text. */
export const isEmojiName = (name: string): boolean => /^[^\s:\p{Cc}]{1,100}$/u.test(name)
