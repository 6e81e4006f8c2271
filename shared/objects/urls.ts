/** The 32 digits of an id, as addresses carry it. */
export const idInUrl = (id: string): string => id.replaceAll('-', '')

/** `<base>/<Title-Slug>-<32 hex>`; without a title only the digits. */
export function pageUrl(baseUrl: string, id: string, title: string): string {
  const slug = title.replaceAll(/[^\p{L}\p{N}_]+/gu, '-').replaceAll(/^-+|-+$/g, '')
  return slug === '' ? `${baseUrl}/${idInUrl(id)}` : `${baseUrl}/${encodeURIComponent(slug)}-${idInUrl(id)}`
}

export const databaseUrl = (baseUrl: string, id: string): string => `${baseUrl}/${idInUrl(id)}`
