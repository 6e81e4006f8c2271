/** The pages of `docs/` as modules: read and coloured when the web app is built, so that no browser does. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import MarkdownIt from 'markdown-it'
import type { Plugin } from 'vite'
import { addressOf, documentationPages, followLink } from '#shared/documentation.ts'

const folder = fileURLToPath(new URL('../../docs', import.meta.url))

/** Required, because its types would bring those of browsers into the server's. */
const hljs: {
  highlight(code: string, options: { language: string }): { value: string }
} = createRequire(import.meta.url)('highlight.js/lib/common')

/** What follows the first word of a fence is for the test that runs it. */
const languages: Record<string, string> = {
  sh: 'bash',
  js: 'javascript',
  ts: 'typescript',
  json: 'json',
  php: 'php',
  yaml: 'yaml',
}

export interface Heading {
  level: number
  text: string
  id: string
}

export interface ReadPage {
  /** Split where the page has a part that does something. */
  parts: string[]
  headings: Heading[]
  /** What stands below each heading, in words; the first is what stands before any. */
  sections: { id: string; title: string; text: string }[]
}

/** In the text: a part of the screen goes here. */
const PART = /^<!-- part -->$/m

export function readPage(file: string): ReadPage {
  const headings: Heading[] = []
  const sections: ReadPage['sections'] = [{ id: '', title: '', text: '' }]
  const markdown = new MarkdownIt({ html: true })
  markdown.core.ruler.push('headings', ({ tokens }) => {
    tokens.forEach((token, at) => {
      const inline = tokens[at + 1]
      if (token.type === 'heading_open') {
        const heading = { level: Number(token.tag.slice(1)), text: textOf(inline?.children), id: '' }
        heading.id = idOf(heading.text, headings)
        token.attrSet('id', heading.id)
        if (heading.level > 1) {
          headings.push(heading)
          sections.push({ id: heading.id, title: heading.text, text: '' })
        }
      } else if (token.type === 'inline' && tokens[at - 1]?.type !== 'heading_open') {
        sections.at(-1)!.text += `${textOf(token.children)} `
      } else if (token.type === 'fence') {
        sections.at(-1)!.text += `${token.content.replaceAll(/\s+/g, ' ')} `
      }
    })
  })
  const { rules } = markdown.renderer
  rules.heading_close = (tokens, at) => {
    const open = tokens[at - 2]!
    const name = textOf(tokens[at - 1]?.children)
    const anchor =
      open.tag === 'h1'
        ? ''
        : `<a class="anchor" href="#${open.attrGet('id')}" aria-label="Link to “${escapeHtml(name)}”">#</a>`
    return `${anchor}</${open.tag}>\n`
  }
  rules.table_open = () => '<div class="table" tabindex="0" role="group" aria-label="Table"><table>\n'
  rules.table_close = () => '</table></div>\n'
  rules.link_open = (tokens, at, options, _env, self) => {
    const token = tokens[at]!
    const followed = followLink(file, String(token.attrGet('href')))
    if (followed) token.attrSet('href', addressOf(followed.page) + followed.hash)
    return self.renderToken(tokens, at, options)
  }
  rules.fence = (tokens, at) => {
    const { content, info } = tokens[at]!
    const name = info.split(' ')[0]!
    return `<div class="code"><pre tabindex="0"><code>${colour(content, name)}</code></pre><button type="button" data-copy>Copy</button></div>\n`
  }
  const text = readFileSync(join(folder, file), 'utf8')
  const parts = text.split(PART).map((part) => markdown.render(part))
  return { parts, headings, sections }
}

const { escapeHtml } = new MarkdownIt().utils

function colour(code: string, name: string): string {
  const language = languages[name]
  return language ? hljs.highlight(code, { language }).value : escapeHtml(code)
}

interface Inline {
  type: string
  content: string
}

const textOf = (inline: readonly Inline[] | null | undefined): string =>
  (inline ?? []).map(({ type, content }) => (type === 'softbreak' ? ' ' : content)).join('')

/** As GitHub makes them, so that a link works in both places. */
function idOf(text: string, before: readonly Heading[]): string {
  const id = text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')
  const same = before.filter((heading) => heading.text === text).length
  return same === 0 ? id : `${id}-${same}`
}

const NAME = 'virtual:documentation'

/** `virtual:documentation` loads a page by its slug, `virtual:documentation/search` holds the text of all. */
export function documentationPlugin(): Plugin {
  return {
    name: 'octavo-documentation',
    resolveId: (id) => (id === NAME || id.startsWith(`${NAME}/`) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${NAME}`)) return null
      const name = id.slice(NAME.length + 2)
      for (const { file } of documentationPages) this.addWatchFile(join(folder, file))
      if (name === '') {
        const loads = documentationPages.map(
          ({ slug }) => `${JSON.stringify(slug)}: () => import('${NAME}/page-${slug}')`,
        )
        return `export const pages = {${loads.join(',')}}`
      }
      if (name === 'search') {
        const entries = documentationPages.flatMap(({ slug, file }) =>
          readPage(file).sections.map(({ id, title, text }) => [slug, id, title, text.trim()]),
        )
        return `export const entries = ${JSON.stringify(entries)}`
      }
      const page = documentationPages.find(({ slug }) => name === `page-${slug}`)
      if (!page) return null
      const { parts, headings } = readPage(page.file)
      return `export const page = ${JSON.stringify({ parts, headings })}`
    },
  }
}
