import type { MarkdownBlock } from './block.ts'
import { fieldsOf } from './block.ts'

/** The custom emojis that blocks show, ids by name: what `:name:` means where somebody edits those blocks. */
export function customEmojisIn(blocks: readonly MarkdownBlock[]): Map<string, string> {
  const found = new Map<string, string>()
  const left: unknown[] = [...blocks]
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    const { custom_emoji } = fieldsOf(value)
    const { id, name } = fieldsOf(custom_emoji)
    if (typeof id === 'string' && typeof name === 'string') found.set(name, id)
    if (typeof value !== 'object' || value === null) continue
    for (const inner of Object.values(value))
      if (typeof inner === 'object' && inner !== null) left.push(inner)
  }
  return found
}
