import { text, written } from './answers.ts'

type Payload = Readonly<Record<string, unknown>>

/** A block of one type: as it is sent, as it is read, and the same for a change. */
export interface BlockExample {
  readonly type: string
  readonly sent: Payload
  readonly read: Payload
  readonly change?: Payload
  readonly changed?: Payload
  /** Later than the SDKs before 5.x. */
  readonly isNew?: true
}

const styled = (type: string, more: Payload = {}): BlockExample => ({
  type,
  sent: { rich_text: text('Text'), color: 'blue' },
  read: { rich_text: written('Text'), color: 'blue', ...more },
  change: { rich_text: text('Changed') },
  changed: { rich_text: written('Changed'), color: 'blue', ...more },
})

const external = (file: string) => ({ type: 'external', external: { url: `https://acme.test/${file}` } })

const media = (type: string, file: string, more: Payload = {}): BlockExample => ({
  type,
  sent: { external: { url: `https://acme.test/${file}` } },
  read: { caption: [], ...external(file), ...more },
  change: { caption: text('Look') },
  changed: { caption: written('Look'), ...external(file), ...more },
})

const page = '59833787-2cf9-4fdf-8782-e53db20768a5'
const otherPage = '3c612f56-fdd0-4a30-a4d6-bda7d7426309'

/** Every type of block that can be made by itself, other than those that need others around or below them. */
export const simpleBlocks: readonly BlockExample[] = [
  styled('paragraph', { icon: null }),
  styled('heading_1', { is_toggleable: false }),
  styled('heading_2', { is_toggleable: false }),
  styled('heading_3', { is_toggleable: false }),
  { ...styled('heading_4', { is_toggleable: false }), isNew: true },
  styled('bulleted_list_item'),
  styled('numbered_list_item'),
  styled('quote'),
  styled('toggle'),
  {
    type: 'to_do',
    sent: { rich_text: text('Do it'), checked: false },
    read: { rich_text: written('Do it'), checked: false, color: 'default' },
    change: { checked: true },
    changed: { rich_text: written('Do it'), checked: true, color: 'default' },
  },
  {
    type: 'callout',
    sent: { rich_text: text('Mind'), icon: { emoji: '🎯' }, color: 'gray_background' },
    read: { rich_text: written('Mind'), icon: { type: 'emoji', emoji: '🎯' }, color: 'gray_background' },
    change: { icon: { external: { url: 'https://acme.test/icon.png' } } },
    changed: { rich_text: written('Mind'), icon: external('icon.png'), color: 'gray_background' },
  },
  {
    type: 'code',
    sent: { rich_text: text('1 + 1'), language: 'typescript' },
    read: { caption: [], rich_text: written('1 + 1'), language: 'typescript' },
    change: { language: 'python', caption: text('Sum') },
    changed: { caption: written('Sum'), rich_text: written('1 + 1'), language: 'python' },
  },
  {
    type: 'equation',
    sent: { expression: 'e=mc^2' },
    read: { expression: 'e=mc^2' },
    change: { expression: 'a^2' },
    changed: { expression: 'a^2' },
  },
  { type: 'divider', sent: {}, read: {} },
  { type: 'breadcrumb', sent: {}, read: {} },
  {
    type: 'table_of_contents',
    sent: { color: 'red' },
    read: { color: 'red' },
    change: { color: 'gray' },
    changed: { color: 'gray' },
  },
  media('image', 'a.png'),
  media('video', 'a.mp4'),
  media('audio', 'a.mp3'),
  media('pdf', 'a.pdf'),
  media('file', 'a.txt', { name: 'a.txt' }),
  {
    type: 'bookmark',
    sent: { url: 'https://acme.test' },
    read: { caption: [], url: 'https://acme.test' },
    change: { caption: text('Home') },
    changed: { caption: written('Home'), url: 'https://acme.test' },
  },
  {
    type: 'embed',
    sent: { url: 'https://acme.test/embed' },
    read: { caption: [], url: 'https://acme.test/embed' },
    change: { url: 'https://acme.test/other' },
    changed: { caption: [], url: 'https://acme.test/other' },
  },
  {
    type: 'link_to_page',
    sent: { page_id: page },
    read: { type: 'page_id', page_id: page },
    change: { page_id: otherPage },
    changed: { type: 'page_id', page_id: otherPage },
  },
]
