import { joinRuns, type Run } from '#shared/rich-text/merge.ts'
import type { Annotations } from '#shared/rich-text/stored.ts'
import { toColor, toColorProps } from './colors.ts'
import type { Inline, StyledText, Styles } from './document.ts'

/** Rich text as BlockNote writes it. */
export function toInline(runs: readonly Run[]): Inline[] {
  const inline: Inline[] = []
  for (const run of runs) {
    const last = inline.at(-1)
    if (run.type === 'equation') inline.push(equationOf(run))
    else if (run.type === 'mention') inline.push(mentionOf(run))
    else {
      const text: StyledText = { type: 'text', text: run.text.content, styles: toStyles(run.annotations) }
      const href = run.text.link?.url
      if (href === undefined) inline.push(text)
      else if (last?.type === 'link' && last.href === href) {
        inline[inline.length - 1] = { ...last, content: [...last.content, text] }
      } else inline.push({ type: 'link', href, content: [text] })
    }
  }
  return inline
}

export const toRuns = (inline: readonly Inline[]): Run[] => joinRuns(inline.flatMap(runsOf))

function runsOf(inline: Inline): Run[] {
  switch (inline.type) {
    case 'text':
      return [textRun(inline, null)]
    case 'link':
      return inline.content.map((text) => textRun(text, inline.href))
    case 'inlineEquation': {
      const { expression, looks } = inline.props
      const annotations = readLooks(looks)
      return [{ type: 'equation', equation: { expression }, annotations, plain_text: expression, href: null }]
    }
    case 'mention': {
      const { mention, text, href, looks } = inline.props
      const annotations = readLooks(looks)
      const run = {
        type: 'mention',
        mention: JSON.parse(mention),
        annotations,
        plain_text: text,
        href: href || null,
      }
      return [run as unknown as Run]
    }
  }
}

function textRun({ text, styles }: StyledText, href: string | null): Run {
  const annotations = toAnnotations(styles)
  const link = href === null ? null : { url: href }
  return { type: 'text', text: { content: text, link }, annotations, plain_text: text, href }
}

const equationOf = ({ equation, annotations }: Extract<Run, { type: 'equation' }>): Inline => ({
  type: 'inlineEquation',
  props: { expression: equation.expression, looks: JSON.stringify(annotations) },
})

function mentionOf(run: Extract<Run, { type: 'mention' }>): Inline {
  const { plain_text = '', href = null } = run as { plain_text?: string; href?: string | null }
  return {
    type: 'mention',
    props: {
      mention: JSON.stringify(run.mention),
      text: plain_text,
      href: href ?? '',
      looks: JSON.stringify(run.annotations),
    },
  }
}

function toStyles({ bold, italic, strikethrough, underline, code, color }: Annotations): Styles {
  const { textColor, backgroundColor } = toColorProps(color)
  return {
    ...(bold && { bold }),
    ...(italic && { italic }),
    ...(strikethrough && { strike: true }),
    ...(underline && { underline }),
    ...(code && { code }),
    ...(textColor !== 'default' && { textColor }),
    ...(backgroundColor !== 'default' && { backgroundColor }),
  }
}

const toAnnotations = (styles: Styles): Annotations => ({
  bold: styles.bold ?? false,
  italic: styles.italic ?? false,
  strikethrough: styles.strike ?? false,
  underline: styles.underline ?? false,
  code: styles.code ?? false,
  color: toColor(styles.textColor, styles.backgroundColor) as Annotations['color'],
})

const readLooks = (looks: string): Annotations =>
  looks === '' ? toAnnotations({}) : (JSON.parse(looks) as Annotations)
