const hues = new Set(['gray', 'brown', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'red'])

const BACKGROUND = '_background'
const PLAIN = 'default'

/** BlockNote keeps the colour of text and that behind it apart; the API has one of them. */
export interface ColorProps {
  readonly textColor: string
  readonly backgroundColor: string
}

export function toColorProps(color: unknown): ColorProps {
  const name = typeof color === 'string' ? color : PLAIN
  if (name === `${PLAIN}${BACKGROUND}`) return { textColor: PLAIN, backgroundColor: name }
  return name.endsWith(BACKGROUND)
    ? { textColor: PLAIN, backgroundColor: name.slice(0, -BACKGROUND.length) }
    : { textColor: name, backgroundColor: PLAIN }
}

/** Colours that the API does not know, pasted ones for example, are none. */
export function toColor(textColor: unknown, backgroundColor: unknown): string {
  if (backgroundColor === `${PLAIN}${BACKGROUND}`) return backgroundColor
  if (hues.has(backgroundColor as string)) return `${backgroundColor}${BACKGROUND}`
  return hues.has(textColor as string) ? (textColor as string) : PLAIN
}
