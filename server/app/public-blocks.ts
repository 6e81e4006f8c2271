/** Blocks as plain HTML: what they say, in order, without their looks. */
import type { BlockTree } from '#server/domain/markdown/read-tree.ts'
import { type Html, html } from '#server/http/html.ts'
import type { FileRef } from '#shared/files/stored-file.ts'
import { publicUrl } from '#shared/objects/urls.ts'
import type { Resolved } from '#shared/references.ts'
import { presentRichText } from '#shared/rich-text/present.ts'
import type { StoredRichText } from '#shared/rich-text/stored.ts'

/** Blocks one after another; items of a list stand together. */
export function renderBlocks(blocks: readonly BlockTree[], resolved: Resolved): Html[] {
  const parts: Html[] = []
  for (let index = 0; index < blocks.length; ) {
    const { type } = blocks[index]!
    const list = lists[type]
    if (list === undefined) {
      parts.push(renderBlock(blocks[index]!, resolved))
      index++
      continue
    }
    let end = index
    while (blocks[end]?.type === type) end++
    parts.push(list(blocks.slice(index, end).map((item) => renderItem(item, resolved))))
    index = end
  }
  return parts
}

const lists: Record<string, (items: Html[]) => Html> = {
  bulleted_list_item: (items) => html`<ul>${items}</ul>\n`,
  numbered_list_item: (items) => html`<ol>${items}</ol>\n`,
  to_do: (items) => html`<ul class="to-do">${items}</ul>\n`,
}

function renderItem(block: BlockTree, resolved: Resolved): Html {
  const mark = block.type === 'to_do' ? (block.content.checked === true ? '☑ ' : '☐ ') : ''
  return html`<li>${mark}${textOf(block, resolved)}${below(block, resolved)}</li>\n`
}

function renderBlock(block: BlockTree, resolved: Resolved): Html {
  const text = textOf(block, resolved)
  const inside = below(block, resolved)
  switch (block.type) {
    case 'heading_1':
      return html`<h2>${text}</h2>\n${inside}`
    case 'heading_2':
      return html`<h3>${text}</h3>\n${inside}`
    case 'heading_3':
      return html`<h4>${text}</h4>\n${inside}`
    case 'heading_4':
      return html`<h5>${text}</h5>\n${inside}`
    case 'toggle':
      return html`<details><summary>${text}</summary>${inside}</details>\n`
    case 'quote':
      return html`<blockquote>${text}${inside}</blockquote>\n`
    case 'callout':
      return html`<div class="note">${text}${inside}</div>\n`
    case 'code':
      return html`<pre tabindex="0"><code>${text}</code></pre>\n`
    case 'equation':
      return html`<p><code>${String(block.content.expression ?? '')}</code></p>\n`
    case 'divider':
      return html`<hr>\n`
    case 'table':
      return renderTable(block, resolved)
    case 'child_page':
    case 'child_database':
      return html`<p>${linkTo(block, resolved)}</p>\n`
    default:
      return 'rich_text' in block.content
        ? html`<p>${text}</p>\n${inside}`
        : html`${renderAddress(block, resolved)}${inside}`
  }
}

const below = ({ children, mirrored }: BlockTree, resolved: Resolved): Html[] =>
  renderBlocks([...children, ...mirrored], resolved)

/** Below a published page stand only pages that are published too: others were not read. */
const linkTo = ({ id, content }: BlockTree, { baseUrl }: Resolved): Html => {
  const title = String(content.title ?? '')
  return html`<a href="${publicUrl(baseUrl, id, title)}">${title || 'Untitled'}</a>`
}

function renderTable({ content, children }: BlockTree, resolved: Resolved): Html {
  const rows = children.map(({ content: row }, index) => {
    const cells = (row.cells ?? []) as StoredRichText[][]
    const isHead = index === 0 && content.has_column_header === true
    return html`<tr>${cells.map((cell) =>
      isHead
        ? html`<th scope="col">${renderText(cell, resolved)}</th>`
        : html`<td>${renderText(cell, resolved)}</td>`,
    )}</tr>\n`
  })
  return html`<table>${rows}</table>\n`
}

/** What shows something of elsewhere is a link: a page of ours loads nothing from others. */
function renderAddress({ content }: BlockTree, resolved: Resolved): Html | null {
  const { external, file, url, caption } = content as {
    external?: { url?: string }
    file?: FileRef
    url?: string
    caption?: StoredRichText[]
  }
  const address = external?.url ?? url ?? (file?.id === undefined ? undefined : resolved.file(file).url)
  if (typeof address !== 'string') return null
  const said = caption !== undefined && caption.length > 0 ? renderText(caption, resolved) : null
  return html`<p>${linked(said ?? html`${file?.name ?? address}`, address)}</p>\n`
}

const textOf = ({ content }: BlockTree, resolved: Resolved): Html =>
  renderText((content.rich_text ?? []) as StoredRichText[], resolved)

interface Run {
  plain_text: string
  href: string | null
  annotations: Record<'bold' | 'italic' | 'strikethrough' | 'underline' | 'code', boolean>
}

function renderText(stored: readonly StoredRichText[], resolved: Resolved): Html {
  const runs = presentRichText(stored, resolved) as readonly Run[]
  return html`${runs.map(({ plain_text, href, annotations }) => {
    const marks = marked.filter(([name]) => annotations[name])
    return linked(
      marks.reduce((inner, [, wrap]) => wrap(inner), html`${plain_text}`),
      href,
    )
  })}`
}

const marked: readonly [keyof Run['annotations'], (inner: Html) => Html][] = [
  ['code', (inner) => html`<code>${inner}</code>`],
  ['bold', (inner) => html`<strong>${inner}</strong>`],
  ['italic', (inner) => html`<em>${inner}</em>`],
  ['strikethrough', (inner) => html`<s>${inner}</s>`],
  ['underline', (inner) => html`<u>${inner}</u>`],
]

/** Only what a browser opens as a page: what people write as an address could be a script. */
const linked = (inner: Html, address: string | null): Html =>
  address !== null && /^(?:https?:|mailto:)/i.test(address)
    ? html`<a href="${address}" rel="noopener nofollow">${inner}</a>`
    : inner
