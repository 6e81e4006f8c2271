/**
 * Whether text is one emoji. Besides those that Unicode recommends, sequences with or without their variation
 * selectors and emoji of later Unicode versions count.
 */
export const isEmoji = (text: string): boolean => text.length <= MOST_LENGTH && emoji.test(text)

/** Longer than any flag of a subdivision or family. */
const MOST_LENGTH = 50

const emoji =
  /^(?:\p{RGI_Emoji}|[0-9#*]\u{20e3}|\p{Extended_Pictographic}[\u{fe0f}\p{Emoji_Modifier}]?(?:\u{200d}\p{Extended_Pictographic}[\u{fe0f}\p{Emoji_Modifier}]?)*)$/v
