/** Blocks that BlockNote lacks, drawn without React: there may be a thousand of them on a page. */
import { createBlockSpec, type PropSchema } from '@blocknote/core'
import { codeLanguages } from '#shared/blocks/code-languages.ts'
import { idInUrl } from '#shared/objects/urls.ts'
import { imageOf, type ShownIcon } from '../../data/icon.ts'
import { showEquation } from '../../ui/equation.ts'
import { parsed } from '../model/conversion.ts'
import type { AnyEditor } from './any-editor.ts'
import { askForIcon } from './icon-asked.ts'
import { nodeOf } from './names.ts'

type Props = Readonly<Record<string, string | number | boolean | undefined>>

interface Drawn {
  id: string
  props: Props
}

type Draw = (
  block: Drawn,
  editor: AnyEditor,
) => { dom: HTMLElement; contentDOM?: HTMLElement; destroy?(): void }

const text = { default: '' }
const colors = { textColor: { default: 'default' }, backgroundColor: { default: 'default' } }
const captioned = { url: text, caption: text, captionRuns: text }

function element(tag: string, className: string, ...inside: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag)
  made.className = className
  made.append(...inside)
  return made
}

const define = (type: string, content: 'inline' | 'none', propSchema: PropSchema, draw: Draw) =>
  createBlockSpec({ type, propSchema, content }, { render: draw as never, meta: { isolating: false } })()

/** A line of text that is written in a field of its own. */
function field(label: string, value: string, give: (value: string) => void): HTMLInputElement {
  const input = document.createElement('input')
  input.className = 'octavo-field'
  input.value = value
  input.placeholder = label
  input.setAttribute('aria-label', label)
  const send = () => {
    if (input.value !== value) give(input.value)
  }
  input.addEventListener('change', send)
  input.addEventListener('keydown', (event) => {
    event.stopPropagation()
    if (event.key === 'Enter') send()
  })
  return input
}

const setProps = (editor: AnyEditor, { id }: Drawn, props: Props): void => {
  editor.updateBlock(id, { props } as never)
}

function image(url: string): HTMLImageElement {
  const made = document.createElement('img')
  made.src = url
  made.alt = ''
  return made
}

const drawCallout: Draw = ({ id, props }, editor) => {
  const shown = parsed(props.icon) as ShownIcon | null
  const icon = document.createElement('button')
  icon.type = 'button'
  icon.className = 'octavo-callout-icon'
  icon.contentEditable = 'false'
  icon.setAttribute('aria-label', 'Icon of the callout')
  const url = imageOf(shown)
  icon.append(url ? image(url) : (shown?.emoji ?? '💡'))
  icon.addEventListener('click', () => {
    if (editor.isEditable) askForIcon(icon, id)
  })
  const contentDOM = element('div', 'octavo-callout-text')
  return { dom: element('div', 'octavo-callout', icon, contentDOM), contentDOM }
}

const drawTemplate: Draw = () => {
  const contentDOM = element('div', '')
  return { dom: element('div', 'octavo-template', contentDOM), contentDOM }
}

/** Shown as it reads; pressed, as it is written. */
const drawEquation: Draw = (block, editor) => {
  const expression = String(block.props.expression ?? '')
  const input = field('An equation, in LaTeX', expression, (to) =>
    setProps(editor, block, { expression: to }),
  )
  input.classList.add('octavo-equation-field')
  const shown = document.createElement('button')
  shown.type = 'button'
  shown.className = 'octavo-equation'
  shown.title = 'Change the equation'
  const write = (isWriting: boolean) => {
    input.hidden = !isWriting
    shown.hidden = isWriting
  }
  shown.disabled = !editor.isEditable
  shown.addEventListener('click', () => {
    write(true)
    input.focus()
  })
  input.addEventListener('blur', () => write(input.value === ''))
  write(expression === '')
  void showEquation(shown, expression, true)
  return { dom: element('div', 'octavo-line', shown, input) }
}

/** A link as it is shown whole. */
function card(url: string, label: string): HTMLElement {
  const link = document.createElement('a')
  link.className = 'octavo-card'
  link.href = /^https?:/.test(url) ? url : '#'
  link.target = '_blank'
  link.rel = 'noopener noreferrer'
  link.append(element('span', 'octavo-card-title', label), element('span', 'octavo-card-url', url))
  return link
}

const drawAddress =
  (what: string, isFramed: boolean): Draw =>
  (block, editor) => {
    const url = String(block.props.url ?? '')
    if (url === '') {
      return {
        dom: element(
          'div',
          'octavo-line',
          field(`Address of ${what}`, '', (to) => setProps(editor, block, { url: to })),
        ),
      }
    }
    const dom = element('div', 'octavo-line')
    if (isFramed && url.startsWith('https:')) {
      const frame = document.createElement('iframe')
      frame.className = 'octavo-frame'
      frame.src = url
      frame.title = url
      frame.loading = 'lazy'
      frame.setAttribute('sandbox', 'allow-scripts allow-popups allow-forms')
      dom.append(frame)
    } else dom.append(card(url, String(block.props.caption || block.props.name || hostOf(url))))
    return { dom }
  }

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : url)

/** What leads to a page or a database of the workspace. What it is called is asked when it is not known. */
function pageLink(id: string, type: 'page' | 'database', title: string | null): HTMLElement {
  const link = document.createElement('a')
  link.className = 'octavo-page-link'
  link.href = `/${idInUrl(id)}`
  const [icon, name] = [element('span', 'octavo-page-icon'), element('span', '', title ?? '…')]
  icon.setAttribute('aria-hidden', 'true')
  link.append(icon, name)
  link.dataset.type = type
  void nodeOf(id, type).then((node) => {
    if (title === null) name.textContent = node.title
    if (node.icon?.emoji) icon.replaceChildren(node.icon.emoji)
    else if (node.icon?.url) icon.replaceChildren(image(node.icon.url))
  })
  return link
}

const drawLinkToPage: Draw = ({ props }) => {
  const target = (parsed(props.target) ?? {}) as { page_id?: string; database_id?: string }
  const { page_id: page, database_id: database } = target
  const id = page ?? database
  const link = id ? pageLink(id, page ? 'page' : 'database', null) : 'A comment'
  return { dom: element('div', 'octavo-line', link) }
}

const drawContents: Draw = (_block, editor) => {
  const dom = element('nav', 'octavo-contents')
  dom.setAttribute('aria-label', 'Table of contents')
  const draw = () => {
    const links: HTMLElement[] = []
    editor.forEachBlock(({ id, type, props, content }) => {
      if (type !== 'heading') return true
      const said = (content as { text?: string; content?: { text: string }[] }[])
        .map((inline) => inline.text ?? inline.content?.map(({ text }) => text).join('') ?? '')
        .join('')
      const link = document.createElement('button')
      link.type = 'button'
      link.className = `octavo-contents-${(props as Props).level}`
      link.textContent = said || 'Untitled'
      link.addEventListener('click', () => {
        editor.domElement?.querySelector(`[data-id="${id}"]`)?.scrollIntoView({ behavior: 'smooth' })
      })
      links.push(link)
      return true
    })
    dom.replaceChildren(...(links.length > 0 ? links : ['Headings of this page are listed here']))
  }
  queueMicrotask(draw)
  const stop = editor.onChange(draw)
  return { dom, destroy: () => stop?.() }
}

const drawMark =
  (className: string, label: string): Draw =>
  () => ({ dom: element('div', className, label) })

const drawSynced: Draw = ({ props }) =>
  props.from
    ? { dom: element('div', 'octavo-note', 'A synced copy: it is changed where it comes from') }
    : { dom: element('div', 'octavo-synced-mark', 'Synced') }

/** What cannot be edited says what it is. */
const drawKept: Draw = ({ props }) => {
  const { apiType: type, origin } = props as Record<string, string>
  const { shown = {} } = (parsed(props.api) ?? {}) as { shown?: { title?: unknown; url?: string } }
  const title = typeof shown.title === 'string' ? shown.title : ''
  if (type === 'child_page' || type === 'child_database') {
    const link = pageLink(origin!, type === 'child_page' ? 'page' : 'database', title || 'Untitled')
    return { dom: element('div', 'octavo-line', link) }
  }
  if (shown.url) return { dom: element('div', 'octavo-line', card(shown.url, hostOf(shown.url))) }
  return { dom: element('div', 'octavo-note', `${type!.replaceAll('_', ' ')}: kept as it is`) }
}

export const customBlocks = {
  callout: define(
    'callout',
    'inline',
    { ...colors, icon: { default: '{"type":"emoji","emoji":"💡"}' } },
    drawCallout,
  ),
  template: define('template', 'inline', {}, drawTemplate),
  equation: define('equation', 'none', { expression: text }, drawEquation),
  bookmark: define('bookmark', 'none', captioned, drawAddress('a bookmark', false)),
  embed: define('embed', 'none', captioned, drawAddress('what to embed', true)),
  pdf: define('pdf', 'none', { ...captioned, name: text, source: text }, drawAddress('a PDF', true)),
  breadcrumb: define('breadcrumb', 'none', {}, drawMark('octavo-note', 'Breadcrumb')),
  table_of_contents: define('table_of_contents', 'none', colors, drawContents),
  link_to_page: define('link_to_page', 'none', { target: text }, drawLinkToPage),
  column_list: define('column_list', 'none', {}, drawMark('octavo-columns', '')),
  column: define('column', 'none', { widthRatio: { default: 0 } }, drawMark('octavo-column', '')),
  synced_block: define('synced_block', 'none', { from: text }, drawSynced),
  tab: define('tab', 'none', {}, drawMark('octavo-note', 'Tabs')),
  kept: define('kept', 'none', { apiType: text, api: text, origin: text }, drawKept),
}

/** Names of languages as the API has them. */
export const languages = Object.fromEntries(codeLanguages.map((name) => [name, { name, aliases: [name] }]))
