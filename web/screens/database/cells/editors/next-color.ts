import type { Option } from '../../../../data/properties.ts'

const colors = ['blue', 'green', 'yellow', 'pink', 'purple', 'orange', 'red', 'brown', 'gray']

/** The colour of an option that is made: the first of those that the fewest have. */
export function nextColor(options: readonly Pick<Option, 'color'>[]): string {
  const uses = (color: string) => options.filter((option) => option.color === color).length
  return colors.reduce((least, color) => (uses(color) < uses(least) ? color : least))
}
