import { bare, type Conversion, captionOf, captionProps, parsed, printed, withColor } from './conversion.ts'
import { atAddress, linkToPage, media } from './media.ts'

const heading = (level: number): Conversion =>
  withColor('heading', {
    toProps: ({ payload }) => ({ level, isToggleable: payload.is_toggleable === true }),
    toPayload: ({ isToggleable }) => ({ is_toggleable: isToggleable === true }),
  })

const withIcon = (name: string): Conversion =>
  withColor(name, {
    toProps: ({ payload }) => ({ icon: printed(payload.icon) }),
    toPayload: ({ icon }) => ({ icon: parsed(icon) }),
  })

/** By the API's types. What is not here is kept as it is. */
export const conversions: Readonly<Record<string, Conversion>> = {
  paragraph: withIcon('paragraph'),
  heading_1: heading(1),
  heading_2: heading(2),
  heading_3: heading(3),
  heading_4: heading(4),
  bulleted_list_item: withColor('bulletListItem'),
  numbered_list_item: withColor('numberedListItem', {
    toProps: ({ payload: { list_start_index: start, list_format: format } }) => ({
      ...(start === undefined ? {} : { start: start as number }),
      format: (format ?? '') as string,
    }),
    toPayload: ({ start, format }) => ({
      ...(typeof start === 'number' && { list_start_index: start }),
      ...(format && { list_format: format }),
    }),
  }),
  to_do: withColor('checkListItem', {
    toProps: ({ payload }) => ({ checked: payload.checked === true }),
    toPayload: ({ checked }) => ({ checked: checked === true }),
  }),
  toggle: withColor('toggleListItem'),
  quote: withColor('quote'),
  callout: withIcon('callout'),
  template: bare('template'),
  code: {
    name: 'codeBlock',
    toProps: ({ payload }) => ({ ...captionProps(payload), language: `${payload.language}` }),
    toPayload: (props) => ({ caption: captionOf(props), language: props.language }),
  },
  equation: {
    name: 'equation',
    toProps: ({ payload }) => ({ expression: `${payload.expression ?? ''}` }),
    toPayload: ({ expression }) => ({ expression: expression ?? '' }),
  },
  bookmark: atAddress('bookmark'),
  embed: atAddress('embed'),
  image: media('image'),
  video: media('video'),
  audio: media('audio'),
  pdf: media('pdf'),
  file: media('file'),
  divider: bare('divider'),
  breadcrumb: bare('breadcrumb'),
  table_of_contents: withColor('table_of_contents'),
  link_to_page: linkToPage,
  column_list: bare('column_list'),
  column: {
    name: 'column',
    toProps: ({ payload }) => ({ widthRatio: (payload.width_ratio ?? 0) as number }),
    toPayload: ({ widthRatio }) => (widthRatio ? { width_ratio: widthRatio } : {}),
  },
  synced_block: {
    name: 'synced_block',
    toProps: ({ payload }) => ({ from: printed(payload.synced_from) }),
    toPayload: ({ from }) => ({ synced_from: parsed(from) }),
  },
  tab: bare('tab'),
}

/** What a block of the document is called by the API; undefined for tables and what is kept. */
export function typeOf(name: string, { level }: { level?: unknown }): string | undefined {
  if (name === 'heading') return `heading_${Math.min(Number(level) || 1, 4)}`
  return typesByName.get(name)
}

const typesByName = new Map(Object.entries(conversions).map(([type, { name }]) => [name, type]))
