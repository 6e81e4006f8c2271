/** The 32 digits of an id, as addresses carry it. */
export const idInUrl = (id: string): string => id.replaceAll('-', '')

/** `<base>/<Title-Slug>-<32 hex>`; without a title only the digits. */
export function pageUrl(baseUrl: string, id: string, title: string): string {
  // Most titles are plain words, and this is done for every page that is shown.
  const slug = plainWords.test(title) ? title.replace(/ /g, '-') : slugOf(title)
  return slug === '' ? `${baseUrl}/${idInUrl(id)}` : `${baseUrl}/${slug}-${idInUrl(id)}`
}

const plainWords = /^\w+(?: \w+)*$/

const slugOf = (title: string): string =>
  encodeURIComponent(title.replaceAll(/[^\p{L}\p{N}_]+/gu, '-').replaceAll(/^-+|-+$/g, ''))

export const databaseUrl = (baseUrl: string, id: string): string => `${baseUrl}/${idInUrl(id)}`

/** Where anybody reads a published page. */
export const publicUrl = (baseUrl: string, id: string, title: string): string =>
  pageUrl(`${baseUrl}/public`, id, title)
