const names = ['default', 'gray', 'brown', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'red']
const colors = new Set(names.flatMap((name) => [name, `${name}_background`]))

/** `red_background` becomes `red_bg`; the default colour and what is no colour become ''. */
export function colorName(color: unknown): string {
  if (typeof color !== 'string' || color === 'default' || !colors.has(color)) return ''
  return color.replace(/_background$/, '_bg')
}

/** The API's name of a colour in markdown, undefined when there is no such colour. */
export function colorOf(name: string | undefined): string | undefined {
  if (name === undefined) return undefined
  const color = name.trim().replace(/_bg$/, '_background')
  return colors.has(color) ? color : undefined
}
