import { bare, type Conversion, captionOf, captionProps, type Props, parsed, printed } from './conversion.ts'
import type { Payload } from './page-block.ts'

/** Where a file lies. `url` is where it is shown from; when that changes the rest is no longer true. */
interface Source {
  readonly url: string
  readonly payload: Payload
  readonly shown: Payload
}

/** A block that shows a file. */
export const media = (name: string): Conversion => ({
  name,
  toProps({ payload, shown }) {
    const { caption: _, name: fileName, ...rest } = payload
    const source: Source = { url: addressOf(rest, shown), payload: rest, shown }
    return {
      ...captionProps(payload),
      url: source.url,
      name: typeof fileName === 'string' ? fileName : '',
      source: JSON.stringify(source),
    }
  },
  toPayload(props) {
    const source = sourceOf(props)
    if (source === null) return null
    const named = name === 'file' && props.name ? { name: props.name } : {}
    return { caption: captionOf(props), ...source.payload, ...named }
  },
  toShown: (props) => sourceOf(props)?.shown ?? {},
})

function sourceOf({ url, source }: Props): Source | null {
  const known = parsed(source) as Source | null
  if (known !== null && known.url === url) return known
  if (typeof url !== 'string' || url === '') return null
  return { url, payload: { external: { url } }, shown: { type: 'external' } }
}

function addressOf({ external, file_upload }: Payload, { file }: Payload): string {
  const { url } = (file ?? external ?? {}) as { url?: string }
  return url ?? (file_upload ? `upload:${(file_upload as { id: string }).id}` : '')
}

/** The properties of a block that shows what was just uploaded, from wherever it can be seen meanwhile. */
export const uploadedProps = (id: string, url: string, name: string): Props => ({
  url,
  name,
  source: JSON.stringify({ url, payload: { file_upload: { id } }, shown: {} } satisfies Source),
})

/** A block that shows something at an address. */
export const atAddress = (name: string): Conversion => ({
  name,
  toProps: ({ payload }) => ({ ...captionProps(payload), url: `${payload.url ?? ''}` }),
  toPayload: (props) => (props.url ? { caption: captionOf(props), url: props.url } : null),
})

export const linkToPage: Conversion = {
  ...bare('link_to_page'),
  toProps: ({ payload }) => ({ target: printed(payload) }),
  toPayload: ({ target }) => parsed(target) as Payload | null,
}
