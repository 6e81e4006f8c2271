import { type Fields, fieldsOf, type ParseOptions, stringOf } from './block.ts'

/** The `icon` attribute of a callout, a tab or a database; undefined when there is no icon. */
export function iconAttribute(icon: unknown): string | undefined {
  const { type, emoji, external, file, file_upload, custom_emoji, icon: native } = fieldsOf(icon)
  if (emoji !== undefined) return stringOf(emoji) || undefined
  if (custom_emoji !== undefined) return `:${stringOf(fieldsOf(custom_emoji).name)}:`
  if (file_upload !== undefined) return `file-upload://${stringOf(fieldsOf(file_upload).id)}`
  if (type === 'icon' || native !== undefined) return nativeName(fieldsOf(native))
  return stringOf(fieldsOf(external).url) || stringOf(fieldsOf(file).url) || undefined
}

/** The icon that an attribute names, as the API takes it; undefined when it names none. */
export function iconOf(value: string | undefined, options: ParseOptions): Fields | undefined {
  const name = value?.trim() ?? ''
  const upload = /^file-upload:\/\/(.+)$/.exec(name)
  if (upload) return { type: 'file_upload', file_upload: { id: upload[1] } }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(name)) return { type: 'external', external: { url: name } }
  const native =
    /^(?:\/?icons\/)([a-z0-9_-]+?)(?:_(gray|lightgray|brown|yellow|orange|green|blue|purple|pink|red))?(?:\.svg)?$/.exec(
      name,
    )
  if (native) {
    const color = native[2] === undefined ? {} : { color: native[2] }
    return { type: 'icon', icon: { name: native[1], ...color } }
  }
  const custom = /^:(.+):$/s.exec(name)
  if (custom) {
    const id = options.customEmoji?.(custom[1]!)
    return id === undefined ? undefined : { type: 'custom_emoji', custom_emoji: { id, name: custom[1] } }
  }
  return EMOJI.test(name) ? { type: 'emoji', emoji: name } : undefined
}

const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u

function nativeName({ name, color }: Fields): string {
  return `icons/${stringOf(name)}${typeof color === 'string' ? `_${color}` : ''}`
}
