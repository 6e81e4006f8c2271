/** What `web/build/documentation.ts` makes of the pages of `docs/`. */
declare module 'virtual:documentation' {
  interface Heading {
    level: number
    text: string
    id: string
  }
  /** HTML, split where a part of the screen goes. */
  interface ReadPage {
    parts: string[]
    headings: Heading[]
  }
  export const pages: Record<string, () => Promise<{ page: ReadPage }>>
}

declare module 'virtual:documentation/search' {
  /** Slug of the page, id and words of the heading, the text below it. */
  export const entries: [slug: string, id: string, title: string, text: string][]
}
