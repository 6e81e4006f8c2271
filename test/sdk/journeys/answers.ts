/** How tests look into what the SDKs give back. */
import assert from 'node:assert/strict'

/** What a request gets that the server refuses, as the SDK tells it. */
export async function refusal(request: Promise<unknown>) {
  try {
    await request
  } catch (thrown) {
    const { name, status, code, message } = thrown as Error & { status: number; code: string }
    if (name !== 'APIResponseError') throw thrown
    return { status, code, message }
  }
  assert.fail('The request was not refused')
}

/** The message of a request that the server finds wrong. */
export async function complaint(request: Promise<unknown>): Promise<string> {
  const { status, code, message } = await refusal(request)
  assert.deepEqual({ status, code }, { status: 400, code: 'validation_error' }, message)
  return message
}

type Full<T> = T extends { created_time: string } ? T : never

/** The object in full. That it is has been checked; the types of the SDKs know no difference by caller. */
export function full<T extends object>(object: T): Full<T> {
  assert.ok('created_time' in object, `only a part: ${JSON.stringify(object)}`)
  return object as unknown as Full<T>
}

/** What stands below the `type` of a block, a property, an icon. */
export function payload(object: { type?: string } | undefined): unknown {
  assert.ok(object?.type !== undefined, `has no type: ${JSON.stringify(object)}`)
  return (object as Record<string, unknown>)[object.type]
}

/** The text of rich text. */
export const plain = (richText: unknown): string =>
  (richText as { plain_text: string }[]).map((run) => run.plain_text).join('')

/** Rich text to send. */
export const text = (content: string) => [{ text: { content } }]

/** The same without the ids that the server gives out. */
export function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([key]) => key !== 'id')
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutIds(member)]))
}

/** Text as it is read, without any style. */
export const written = (content: string) => [
  {
    type: 'text',
    text: { content, link: null },
    annotations: {
      bold: false,
      italic: false,
      strikethrough: false,
      underline: false,
      code: false,
      color: 'default',
    },
    plain_text: content,
    href: null,
  },
]
