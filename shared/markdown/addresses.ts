/** Where an object of this server is found: `<base>/<32 hex digits>`. */
export function addressOf(id: string, baseUrl: string): string {
  return `${baseUrl}/${id.replaceAll('-', '')}`
}

/**
 * The id that an address names, in lower case with dashes: bare ids, our own addresses and Notion's
 * (`www.notion.so`, `app.notion.com/p`, `*.notion.site`, `user://`, `collection://`).
 * A fragment names a block of the page; `part` says which of the two is wanted.
 */
export function idOfAddress(
  address: string,
  baseUrl: string,
  part: 'page' | 'block' = 'page',
): string | undefined {
  const plain = unwrapped(address.trim())
  const bare = dashed(plain)
  if (bare !== undefined) return bare
  const internal = /^(?:user|collection|notion|block|page|database|view|agent):\/\/([^/?#]+)$/i.exec(plain)
  if (internal) return dashed(internal[1]!)
  const path = ownPath(plain, baseUrl) ?? notionPath(plain)
  return path === undefined ? undefined : idInPath(path, part)
}

// Notion's tools print addresses as {{address}}.
function unwrapped(address: string): string {
  return address.startsWith('{{') && address.endsWith('}}') ? address.slice(2, -2) : address
}

function ownPath(address: string, baseUrl: string): string | undefined {
  if (address.startsWith(`${baseUrl}/`)) return address.slice(baseUrl.length)
  return /^\/[^/]/.test(address) ? address : undefined
}

function notionPath(address: string): string | undefined {
  const match = /^(?:https?:)?\/\/([^/?#]+)(.*)$/is.exec(address)
  if (!match) return undefined
  const host = match[1]!.toLowerCase()
  const known = /^(?:(?:www\.)?notion\.so|(?:app\.|www\.)?notion\.com|[a-z0-9-]+\.notion\.site)$/.test(host)
  return known ? match[2] : undefined
}

function idInPath(path: string, part: 'page' | 'block'): string | undefined {
  const [beforeFragment = '', fragment] = cut(path, '#')
  const [place = '', query] = cut(beforeFragment, '?')
  const block = fragment === undefined ? undefined : dashed(fragment)
  if (part === 'block' && block !== undefined) return block
  // `?p=` is the page opened over a database.
  const opened = query === undefined ? null : /(?:^|&)p=([^&]+)/.exec(query)
  const page = opened ? dashed(opened[1]!) : undefined
  return page ?? idAtEnd(place.replace(/\/+$/, '').split('/').at(-1) ?? '')
}

function idAtEnd(segment: string): string | undefined {
  return (
    dashed(segment) ?? (/-[0-9a-f]{32}$/i.test(segment) ? dashed(segment.slice(-32)) : idWithDashes(segment))
  )
}

function idWithDashes(segment: string): string | undefined {
  return segment.length > 36 && segment.at(-37) === '-' ? dashed(segment.slice(-36)) : undefined
}

function cut(text: string, at: string): [string, string?] {
  const index = text.indexOf(at)
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)]
}

function dashed(id: string): string | undefined {
  const match =
    /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/i.exec(id) ??
    /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/i.exec(id)
  return match ? match.slice(1).join('-').toLowerCase() : undefined
}
