/** `<name key="value">`, `</name>` or `<name/>` somewhere in a text. */
export interface Tag {
  /** In lower case, like the names of the attributes. */
  name: string
  attributes: Map<string, string>
  closing: boolean
  selfClosing: boolean
  /** Where the text goes on. */
  end: number
}

/** The tag that begins at `at`, undefined when what stands there is no whole tag. */
export function readTag(text: string, at: number): Tag | undefined {
  const name = matchAt(/<(\/?)([a-z][a-z0-9_-]*)/iy, text, at)
  if (!name) return undefined
  const attributes = new Map<string, string>()
  let end = at + name[0].length
  for (;;) {
    const next = matchAt(ATTRIBUTE, text, end)
    if (!next) break
    const key = next[1]!.toLowerCase()
    if (!attributes.has(key)) attributes.set(key, decode(next[2] ?? next[3] ?? next[4] ?? ''))
    end += next[0].length
  }
  const close = matchAt(/\s*(\/?)>/y, text, end)
  if (!close) return undefined
  return {
    name: name[2]!.toLowerCase(),
    attributes,
    closing: name[1] === '/',
    selfClosing: close[1] === '/',
    end: end + close[0].length,
  }
}

/** ` name="value"`, with a space before it, or '' when there is no value. */
export function attribute(name: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${name}="${encode(value)}"`
}

/** Makes a value safe between double quotes on one line. `&` stays as it is where it could not be misread. */
export function encode(value: string): string {
  return value.replace(UNSAFE, (char) => entities.get(char) ?? `&#${char.charCodeAt(0)};`)
}

export function decode(value: string): string {
  return value.replace(ENTITY, (whole, name: string) => {
    if (!name.startsWith('#')) return characters.get(name) ?? whole
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** A match of a sticky pattern at one place. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const ATTRIBUTE = /\s+([a-z][a-z0-9_-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/iy
const ENTITY = /&(quot|lt|gt|amp|apos|#\d{1,7}|#x[0-9a-f]{1,6});/gi
const UNSAFE = /["<\n\r\t]|&(?=(?:quot|lt|gt|amp|apos|#\d{1,7}|#x[0-9a-f]{1,6});)/gi
const characters = new Map([
  ['quot', '"'],
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['apos', "'"],
])
const entities = new Map([
  ['"', '&quot;'],
  ['<', '&lt;'],
  ['&', '&amp;'],
])
