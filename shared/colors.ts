import { type Static, Type } from 'typebox'

const hues = ['gray', 'brown', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'red'] as const

/** The colours of text and of what is behind it (API reference, "Rich text", annotations). */
export const Color = Type.Enum([
  'default',
  ...hues,
  'default_background',
  ...hues.map((hue) => `${hue}_background` as const),
])

export type Color = Static<typeof Color>

/** The colours of native icons. */
export const IconColor = Type.Enum([
  'gray',
  'lightgray',
  'brown',
  'yellow',
  'orange',
  'green',
  'blue',
  'purple',
  'pink',
  'red',
])

export type IconColor = Static<typeof IconColor>
