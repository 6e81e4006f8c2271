import { insertOrUpdateBlockForSlashMenu } from '@blocknote/core/extensions'
import { type DefaultReactSuggestionItem, getDefaultReactSlashMenuItems } from '@blocknote/react'
import type { AnyEditor } from './any-editor.ts'

interface Command {
  title: string
  subtext: string
  aliases: readonly string[]
  sign: string
  make(): unknown
}

const paragraph = { type: 'paragraph' }

/** Blocks that BlockNote has no command for. */
const commands: readonly Command[] = [
  {
    title: 'Callout',
    subtext: 'Text that stands out',
    aliases: ['note', 'info'],
    sign: '💡',
    make: () => ({ type: 'callout' }),
  },
  {
    title: 'Equation',
    subtext: 'A formula in LaTeX',
    aliases: ['math', 'latex', 'tex'],
    sign: '∑',
    make: () => ({ type: 'equation' }),
  },
  {
    title: 'Bookmark',
    subtext: 'A link that is shown whole',
    aliases: ['link', 'url'],
    sign: '🔖',
    make: () => ({ type: 'bookmark' }),
  },
  {
    title: 'Embed',
    subtext: 'Something from elsewhere, in this page',
    aliases: ['iframe'],
    sign: '⧉',
    make: () => ({ type: 'embed' }),
  },
  {
    title: 'PDF',
    subtext: 'A document from an address',
    aliases: ['document'],
    sign: '📄',
    make: () => ({ type: 'pdf' }),
  },
  {
    title: 'Two columns',
    subtext: 'Blocks side by side',
    aliases: ['columns', 'layout'],
    sign: '▥',
    make: () => columns(2),
  },
  {
    title: 'Three columns',
    subtext: 'Blocks side by side',
    aliases: ['columns', 'layout'],
    sign: '▥',
    make: () => columns(3),
  },
  {
    title: 'Tabs',
    subtext: 'Blocks behind labels',
    aliases: ['tab'],
    sign: '🗂',
    make: () => ({
      type: 'tab',
      children: [
        { type: 'paragraph', content: 'Tab 1' },
        { type: 'paragraph', content: 'Tab 2' },
      ],
    }),
  },
  {
    title: 'Synced block',
    subtext: 'Content that other pages can show too',
    aliases: ['sync', 'shared'],
    sign: '⟳',
    make: () => ({ type: 'synced_block', children: [paragraph] }),
  },
  {
    title: 'Table of contents',
    subtext: 'The headings of this page',
    aliases: ['toc', 'outline'],
    sign: '☰',
    make: () => ({ type: 'table_of_contents' }),
  },
  {
    title: 'Breadcrumb',
    subtext: 'Where this page stands',
    aliases: ['path'],
    sign: '›',
    make: () => ({ type: 'breadcrumb' }),
  },
]

const columns = (count: number) => ({
  type: 'column_list',
  children: Array.from({ length: count }, () => ({ type: 'column', children: [paragraph] })),
})

interface Made {
  id: string
  content?: unknown
  children: Made[]
}

/** Where one goes on to write in what was just made. */
function firstText({ id, content, children }: Made): string | null {
  if (Array.isArray(content)) return id
  for (const child of children) {
    const found = firstText(child)
    if (found !== null) return found
  }
  return null
}

/** The API has four levels of headings. */
const isForUs = ({ title }: DefaultReactSuggestionItem): boolean => !/heading [56]/i.test(title)

/** What stands in a page and has an address of its own. */
export interface InsidePage {
  createPage: () => void
  createDatabase: (isInline: boolean) => void
}

export const slashItems = (
  editor: AnyEditor,
  { createPage, createDatabase }: InsidePage,
): DefaultReactSuggestionItem[] => [
  ...getDefaultReactSlashMenuItems(editor).filter(isForUs),
  ...commands.map(({ title, subtext, aliases, sign, make }) => ({
    title,
    subtext,
    aliases: [...aliases],
    group: 'More',
    icon: <span aria-hidden="true">{sign}</span>,
    onItemClick: () => {
      const made = insertOrUpdateBlockForSlashMenu(editor, make() as never)
      const text = firstText(made as Made)
      if (text !== null) editor.setTextCursorPosition(text, 'start')
    },
  })),
  {
    title: 'Page',
    subtext: 'A page inside this one',
    aliases: ['subpage'],
    group: 'Inside',
    icon: <span aria-hidden="true">📄</span>,
    onItemClick: createPage,
  },
  ...[true, false].map((isInline) => ({
    title: isInline ? 'Database – inline' : 'Database – full page',
    subtext: isInline
      ? 'A table, a board, a calendar, in this page'
      : 'A table, a board, a calendar, as a page of its own',
    aliases: ['table view', 'board', 'calendar', 'gallery', 'rows'],
    group: 'Inside',
    icon: <span aria-hidden="true">🗃️</span>,
    onItemClick: () => createDatabase(isInline),
  })),
]
