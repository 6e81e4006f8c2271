/** LDIF: RFC 2849. */

export type Attributes = ReadonlyMap<string, readonly string[]>

const WIDTH = 76

/** A line `name: value`, in base64 where the value is not plain text (notes 4 and 8 of RFC 2849), folded (note 2). */
export function ldifLine(name: string, value: string): string {
  const line = isSafe(value) ? `${name}: ${value}` : `${name}:: ${Buffer.from(value).toString('base64')}`
  let [text, rest] = [line.slice(0, WIDTH), line.slice(WIDTH)]
  while (rest !== '') {
    text += `\n ${rest.slice(0, WIDTH - 1)}`
    rest = rest.slice(WIDTH - 1)
  }
  return `${text}\n`
}

/** SAFE-STRING, and no space at its end. */
const isSafe = (value: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the grammar's own characters
  /^[\x01-\x09\x0b\x0c\x0e-\x1f\x21-\x39\x3b\x3d-\x7f][\x01-\x09\x0b\x0c\x0e-\x7f]*$/.test(value) &&
  !value.endsWith(' ')

/** A value within a DN: RFC 4514 section 2.4. */
export const dnValue = (value: string): string =>
  value
    .replace(/["+,;<>\\=]/g, '\\$&')
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ')
    .replaceAll('\0', '\\00')

export const contentRecord = (dn: string, attributes: Attributes): string =>
  `${ldifLine('dn', dn)}${linesOf(attributes)}\n`

export const addRecord = (dn: string, attributes: Attributes): string =>
  `${ldifLine('dn', dn)}changetype: add\n${linesOf(attributes)}\n`

/** Puts values in the place of those there are; an attribute without any is taken away. */
export function modifyRecord(dn: string, replaced: Attributes): string {
  let text = `${ldifLine('dn', dn)}changetype: modify\n`
  for (const [name, values] of replaced) {
    text += `replace: ${name}\n${linesOf(new Map([[name, values]]))}-\n`
  }
  return `${text}\n`
}

export const deleteRecord = (dn: string): string => `${ldifLine('dn', dn)}changetype: delete\n\n`

const linesOf = (attributes: Attributes): string =>
  [...attributes].flatMap(([name, values]) => values.map((value) => ldifLine(name, value))).join('')
