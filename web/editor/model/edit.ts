import type { Run } from '#shared/rich-text/merge.ts'
import { fieldsOf } from './fields.ts'
import type { PageBlock, Payload } from './page-block.ts'
import { isKept } from './read-tree.ts'

/** A block's payload under the name of its type. */
export type BlockBody = { readonly type: string } & Readonly<Record<string, unknown>>

/** Where a block goes: into the page when no parent is named; null is the first place. */
interface Placing {
  readonly parent?: string
  readonly after: string | null
}

/** One change of a page as `POST /v1/pages/{id}/edits` takes it. */
export type Edit =
  | ({ readonly type: 'insert'; readonly id: string; readonly block?: BlockBody } & Placing)
  | { readonly type: 'update'; readonly id: string; readonly block: BlockBody; readonly base: BlockBody }
  | { readonly type: 'retype'; readonly id: string; readonly block: BlockBody; readonly base?: BlockBody }
  | ({ readonly type: 'move'; readonly id: string } & Placing)
  | { readonly type: 'delete'; readonly id: string }

export const placing = (parent: string | null, after: string | null): Placing =>
  parent === null ? { after } : { parent, after }

/** Some keys of a block as a request gives them. */
export function bodyOf({ type, payload }: PageBlock, keys: readonly string[]): BlockBody {
  const fields = fieldsOf[type] ?? {}
  const given = keys.flatMap((key) => {
    const value = payload[key]
    return value === undefined ? [] : [[key, toRequest(fields[key]?.kind, value)]]
  })
  return { type, [type]: Object.fromEntries(given) }
}

/** A block as it is made; undefined for what nobody can make. */
export function wholeBody(block: PageBlock): BlockBody | undefined {
  if (isKept(block)) return undefined
  const keys = Object.keys(fieldsOf[block.type] ?? {}).filter((key) => isGiven(block.payload[key]))
  const body = bodyOf(block, keys)
  // A file that is kept here and shown again is named by its address.
  const { file } = block.shown as { file?: { url: string } }
  const isNamed = block.payload.external !== undefined || block.payload.file_upload !== undefined
  if (file === undefined || isNamed) return body
  return { ...body, [block.type]: { ...(body[block.type] as Payload), external: { url: file.url } } }
}

const isGiven = (value: unknown): boolean =>
  value !== undefined && !(value as { file?: unknown } | null)?.file

function toRequest(kind: string | undefined, value: unknown): unknown {
  if (kind === 'text') return (value as Run[]).map(toRequestRun)
  if (kind === 'cells') return (value as Run[][]).map((cell) => cell.map(toRequestRun))
  const { type, custom_emoji } = (value ?? {}) as { type?: string; custom_emoji?: { id: string } }
  return type === 'custom_emoji' ? { type, custom_emoji: { id: custom_emoji!.id } } : value
}

/** What only answers tell of a run is left out. */
function toRequestRun(run: Run): unknown {
  const { annotations } = run
  if (run.type === 'text') return { type: 'text', text: run.text, annotations }
  if (run.type === 'equation') return { type: 'equation', equation: run.equation, annotations }
  const { mention } = run
  if (mention.type !== 'custom_emoji') return { type: 'mention', mention, annotations }
  const { id } = mention.custom_emoji
  return { type: 'mention', mention: { type: 'custom_emoji', custom_emoji: { id } }, annotations }
}
