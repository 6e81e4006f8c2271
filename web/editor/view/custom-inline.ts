import { createInlineContentSpec } from '@blocknote/core'
import { showEquation } from '../../ui/equation.ts'

const text = { default: '' }

/** A person, a page or a day: what it is called is what the API last said. */
export const mention = createInlineContentSpec(
  { type: 'mention', propSchema: { mention: text, text, href: text, looks: text }, content: 'none' },
  {
    render({ props }) {
      const dom = document.createElement(props.href ? 'a' : 'span')
      dom.className = 'octavo-mention'
      if (props.href) dom.setAttribute('href', props.href)
      dom.textContent = props.text || '@'
      return { dom }
    },
  },
)

export const inlineEquation = createInlineContentSpec(
  { type: 'inlineEquation', propSchema: { expression: text, looks: text }, content: 'none' },
  {
    render({ props }) {
      const dom = document.createElement('span')
      dom.className = 'octavo-inline-equation'
      void showEquation(dom, props.expression, false)
      return { dom }
    },
  },
)
