import { compareLists, existence, type Family, withOpposite } from './family.ts'
import { compareTexts } from './texts.ts'

const plain = (id: string): string => id.toLowerCase().replaceAll('-', '')

/**
 * People and related pages: lists of ids, in any spelling. Sorted by the names that the caller sees of them.
 *
 * @param nameOf the empty text for what the caller sees no name of
 * @param me who "me" is; null when it is nobody
 */
export function idLists(
  operands: readonly string[],
  nameOf: (id: string) => string,
  me: string | null = null,
): Family<readonly string[]> {
  const has = (ids: readonly string[], operand: string) => {
    const wanted = operand === 'me' ? me : operand
    return wanted !== null && ids.some((id) => plain(id) === plain(wanted))
  }
  const names = (ids: readonly string[]) => ids.map(nameOf).filter((name) => name !== '')
  return {
    operators: {
      ...withOpposite('contains', 'does_not_contain', operands, has),
      ...existence((ids: readonly string[]) => ids.length === 0),
    },
    isLast: (ids) => names(ids).length === 0,
    compare: (a, b) => compareLists(names(a), names(b), compareTexts),
  }
}
