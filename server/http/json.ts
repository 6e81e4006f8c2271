/** JSON that was printed before: written as it is, parsed only where somebody must look inside. */
export class ReadyJson {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toJSON(): unknown {
    return JSON.parse(this.text)
  }
}

/**
 * Prints an answer. Ready text is written as it stands in the two places where it occurs: as a member
 * of the answer or of one of its results, and as a result.
 *
 * @param last what is put behind the members of the answer: printed members, with a comma before each.
 */
export function printJson(answer: unknown, last = ''): string {
  if (answer instanceof ReadyJson) return last === '' ? answer.text : `${answer.text.slice(0, -1)}${last}}`
  if (typeof answer !== 'object' || answer === null) return JSON.stringify(answer)
  const members = printMembers(answer as Record<string, unknown>, printMember)
  return `{${members === '' ? last.slice(1) : members + last}}`
}

/**
 * The same as bytes, written into `room`; null when they do not fit. A long list is cheaper this way: its
 * text is never put together.
 *
 * @returns how many bytes were written.
 */
export function writeJson(
  { results, ...others }: { readonly results: readonly unknown[] },
  last: string,
  room: Buffer,
): number | null {
  let end = 0
  const write = (text: string): boolean => {
    if (text.length * MOST_BYTES > room.length - end) return false
    end += room.write(text, end)
    return true
  }
  const { object, ...rest } = others as Record<string, unknown>
  if (!write(`{${object === undefined ? '' : `"object":${JSON.stringify(object)},`}"results":[`)) return null
  for (let index = 0; index < results.length; index++) {
    if (index > 0 && !write(',')) return null
    if (!write(printResult(results[index]))) return null
  }
  const members = printMembers(rest, printMember)
  return write(`]${members === '' ? '' : `,${members}`}${last}}`) ? end : null
}

/** In UTF-8, of one unit of a string. */
const MOST_BYTES = 3

function printMember(member: unknown): string | undefined {
  if (!Array.isArray(member)) return printResult(member)
  let text = ''
  for (let index = 0; index < member.length; index++) {
    text += index === 0 ? printResult(member[index]) : `,${printResult(member[index])}`
  }
  return `[${text}]`
}

function printResult(value: unknown): string {
  if (value instanceof ReadyJson) return value.text
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return JSON.stringify(value) ?? 'null'
  }
  return `{${printMembers(value as Record<string, unknown>, printPlain)}}`
}

/** Most members are short, and many say one of these. */
function printPlain(member: unknown): string | undefined {
  if (member === null) return 'null'
  if (member === false) return 'false'
  if (member === true) return 'true'
  return member instanceof ReadyJson ? member.text : JSON.stringify(member)
}

function printMembers(
  object: Record<string, unknown>,
  print: (member: unknown) => string | undefined,
): string {
  let text = ''
  for (const key of Object.keys(object)) {
    const member = object[key]
    const printed = member === undefined ? undefined : print(member)
    if (printed !== undefined) text += text === '' ? quoted(key) + printed : `,${quoted(key)}${printed}`
  }
  return text
}

/** The keys of our own objects are few, and quoting them again for every answer is not free. */
const quotedKeys = new Map<string, string>()
const MOST_QUOTED = 500

function quoted(key: string): string {
  let text = quotedKeys.get(key)
  if (text === undefined) {
    text = `${JSON.stringify(key)}:`
    if (quotedKeys.size < MOST_QUOTED) quotedKeys.set(key, text)
  }
  return text
}
