import type { Run } from '#shared/rich-text/merge.ts'
import { plainAnnotations } from '#shared/rich-text/stored.ts'
import { toColor, toColorProps } from './colors.ts'
import type { DocumentBlock } from './document.ts'
import type { PageBlock, Payload } from './page-block.ts'

export type Props = DocumentBlock['props']

/** How a type of the API stands in BlockNote's document. Texts of `rich_text` are its content. */
export interface Conversion {
  /** What it is called in the document. */
  readonly name: string
  toProps(block: Pick<PageBlock, 'payload' | 'shown'>): Props
  /** What of the payload its properties tell; null when there is nothing yet that the API could keep. */
  toPayload(props: Props): Payload | null
  toShown?(props: Props): Payload
}

export const bare = (name: string): Conversion => ({ name, toProps: () => ({}), toPayload: () => ({}) })

/** Properties that stand for keys, as they are or as JSON; the others are left out where they are not given. */
export function withColor(
  name: string,
  more: Pick<Conversion, 'toProps' | 'toPayload'> = bare(name),
): Conversion {
  return {
    name,
    toProps: (block) => ({ ...toColorProps(block.payload.color), ...more.toProps(block) }),
    toPayload: (props) => ({
      color: toColor(props.textColor, props.backgroundColor),
      ...more.toPayload(props),
    }),
  }
}

/** JSON in a property; empty for null. */
export const printed = (value: unknown): string =>
  value === null || value === undefined ? '' : JSON.stringify(value)

export const parsed = (text: unknown): unknown =>
  typeof text !== 'string' || text === '' ? null : JSON.parse(text)

/** BlockNote's own captions are plain: looks are kept beside, for as long as the words are the same. */
export const captionProps = ({ caption = [] }: Payload): Props => ({
  caption: plainText(caption as Run[]),
  captionRuns: (caption as Run[]).length === 0 ? '' : JSON.stringify(caption),
})

export function captionOf({ caption = '', captionRuns }: Props): Run[] {
  const runs = (parsed(captionRuns) ?? []) as Run[]
  if (plainText(runs) === caption) return runs
  return [
    {
      type: 'text',
      text: { content: `${caption}`, link: null },
      annotations: plainAnnotations,
      plain_text: `${caption}`,
      href: null,
    },
  ]
}

export const plainText = (runs: readonly Run[]): string =>
  runs.map((run) => (run as { plain_text?: string }).plain_text ?? '').join('')
