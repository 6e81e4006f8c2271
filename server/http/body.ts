import { isUtf8 } from 'node:buffer'
import { invalid, Problem } from '#shared/problem.ts'

/** Notion's wall for a request body, in bytes. */
const NOTION_BODY_BYTES = 500_000

/** What the server reads of a body at all, whatever a workspace's limits say. */
export const MOST_BODY_BYTES = 32_000_000

/**
 * The JSON of a body; undefined when there is none. A wrong content type is forgiven: many clients forget it.
 *
 * Text that a store cannot keep (U+0000, half of a surrogate pair) is refused rather than changed.
 */
export function parseJsonBody(body: Buffer | null | undefined, sizes: 'notion' | 'none'): unknown {
  if (body === null || body === undefined || body.length === 0) return undefined
  if (sizes === 'notion' && body.length > NOTION_BODY_BYTES) {
    throw invalid(
      `body failed validation: body.length should be ≤ \`${NOTION_BODY_BYTES}\`, instead was \`${body.length}\`.`,
    )
  }
  if (!isUtf8(body)) throw new Problem('invalid_json', 'Error parsing JSON body.')
  const text = body.toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Problem('invalid_json', 'Error parsing JSON body.')
  }
  if (mayHoldBrokenText.test(text)) refuseBrokenText(value, 'body')
  return value
}

/** Escapes of U+0000 and of surrogates; raw ones cannot occur in UTF-8 that JSON allows. */
const mayHoldBrokenText = /\\u(?:0000|[dD][89a-fA-F])/

function refuseBrokenText(root: unknown, rootPath: string): void {
  const open: [unknown, string][] = [[root, rootPath]]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, path] = next
    if (typeof value === 'string') refuseBrokenString(value, path)
    else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) open.push([item, `${path}[${index}]`])
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) {
        refuseBrokenString(key, path)
        open.push([member, `${path}.${cut(key, 100)}`])
      }
    }
  }
}

/** Refuses text that is not Unicode, naming its path. */
export function refuseBrokenString(text: string, path: string): void {
  if (text.isWellFormed() && !text.includes('\u0000')) return
  throw invalid(
    `${path.split(/[.[]/, 1)[0]} failed validation: ${cut(path, 1000)} should be valid Unicode text without U+0000, instead was \`${JSON.stringify(cut(text, 100))}\`.`,
  )
}

/** A caller chooses how long its keys and texts are, and how deep they lie; not how long an answer is. */
const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length).toWellFormed()}…` : text
