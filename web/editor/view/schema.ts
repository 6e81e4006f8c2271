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

type Spec = BlockSpecs[string]

/** What BlockNote draws without a name, and what people who do not see it are told. */
const labels = [
  ['input[type="checkbox"]', 'Done'],
  ['.bn-toggle-button', 'Open or close'],
  ['select', 'Language'],
] as const

/** One of BlockNote's blocks with more properties, of which its own drawing knows nothing. */
function withProps<S extends Spec>(spec: S, more: PropSchema = {}): S {
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
      render(this: unknown, block: { props: Record<string, unknown> }, editor: never) {
        const drawn = implementation.render.call(this as never, known(block), editor)
        for (const [selector, label] of labels) {
          for (const found of drawn.dom.querySelectorAll(selector)) found.setAttribute('aria-label', label)
        }
        return drawn
      },
      toExternalHTML(this: unknown, block: { props: Record<string, unknown> }, ...rest: [never, never]) {
        return implementation.toExternalHTML?.call(this as never, known(block), ...rest)
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
    heading: withProps(createHeadingBlockSpec({ levels: [1, 2, 3, 4] }) as never),
    checkListItem: withProps(defaultBlockSpecs.checkListItem as never),
    toggleListItem: withProps(defaultBlockSpecs.toggleListItem as never),
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
