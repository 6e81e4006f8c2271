import {
  BlockNoteSchema,
  type BlockSpecs,
  createCodeBlockSpec,
  createHeadingBlockSpec,
  createStyleSpecFromTipTapMark,
  defaultBlockSpecs,
  defaultInlineContentSpecs,
  defaultStyleSpecs,
  type PropSchema,
} from '@blocknote/core'
import Code from '@tiptap/extension-code'
import { customBlocks, languages } from './custom-blocks.ts'
import { inlineEquation, mention } from './custom-inline.ts'

const text = { default: '' }

/** One of BlockNote's blocks with more properties, of which its own drawing knows nothing. */
function withProps<S extends BlockSpecs[string]>(spec: S, more: PropSchema): S {
  const { config, implementation } = spec
  const own = Object.keys(config.propSchema)
  const known = <B extends { props: Record<string, unknown> }>(block: B): B => ({
    ...block,
    props: Object.fromEntries(Object.entries(block.props).filter(([key]) => own.includes(key))),
  })
  return {
    ...spec,
    config: { ...config, propSchema: { ...config.propSchema, ...more } },
    implementation: {
      ...implementation,
      render(this: unknown, block: { props: Record<string, unknown> }, ...rest: never[]) {
        return implementation.render.call(this as never, known(block), ...(rest as unknown as [never]))
      },
      toExternalHTML(this: unknown, block: { props: Record<string, unknown> }, ...rest: never[]) {
        return implementation.toExternalHTML?.call(
          this as never,
          known(block),
          ...(rest as unknown as [never, never]),
        )
      },
    },
  }
}

const media = { captionRuns: text, source: text }

/** Everything that the editor's document may hold: what `model` writes, and nothing else. */
export const schema = BlockNoteSchema.create({
  blockSpecs: {
    ...defaultBlockSpecs,
    ...customBlocks,
    paragraph: withProps(defaultBlockSpecs.paragraph as never, { icon: text }),
    heading: createHeadingBlockSpec({ levels: [1, 2, 3, 4] }),
    numberedListItem: withProps(defaultBlockSpecs.numberedListItem as never, { format: text }),
    codeBlock: withProps(
      createCodeBlockSpec({ defaultLanguage: 'plain text', supportedLanguages: languages }) as never,
      { caption: text, captionRuns: text },
    ),
    image: withProps(defaultBlockSpecs.image as never, media),
    video: withProps(defaultBlockSpecs.video as never, media),
    audio: withProps(defaultBlockSpecs.audio as never, media),
    file: withProps(defaultBlockSpecs.file as never, media),
  } as BlockSpecs,
  inlineContentSpecs: { ...defaultInlineContentSpecs, mention, inlineEquation },
  styleSpecs: {
    ...defaultStyleSpecs,
    // The API lets code be bold, coloured and linked.
    code: createStyleSpecFromTipTapMark(Code.extend({ excludes: '' }), 'boolean'),
  },
})
