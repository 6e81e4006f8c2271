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
 */
export function printJson(answer: unknown): string {
  if (answer instanceof ReadyJson) return answer.text
  if (typeof answer !== 'object' || answer === null) return JSON.stringify(answer)
  return printMembers(answer as Record<string, unknown>, (member) =>
    Array.isArray(member) ? `[${member.map(printResult).join(',')}]` : printResult(member),
  )
}

function printResult(value: unknown): string {
  if (value instanceof ReadyJson) return value.text
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return JSON.stringify(value) ?? 'null'
  return printMembers(value as Record<string, unknown>, (member) =>
    member instanceof ReadyJson ? member.text : JSON.stringify(member),
  )
}

function printMembers(
  object: Record<string, unknown>,
  print: (member: unknown) => string | undefined,
): string {
  let text = ''
  for (const key of Object.keys(object)) {
    const member = object[key]
    if (member === undefined) continue
    const printed = print(member)
    if (printed !== undefined) text += `${text === '' ? '{' : ','}${JSON.stringify(key)}:${printed}`
  }
  return text === '' ? '{}' : `${text}}`
}
