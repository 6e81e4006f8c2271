import type { FileRef } from './files/stored-file.ts'

/** What stored content refers to and must be looked up before it is shown. */
export interface References {
  users: Set<string>
  pages: Set<string>
  databases: Set<string>
  /** Pages and databases that are shown themselves; absent where that is not asked. */
  shown?: Set<string>
}

/** What the viewer may see of it. Presenters are pure: they only call this. */
export interface Resolved {
  /** Where the server is reached, without a slash at the end. */
  baseUrl: string
  /** A user object as this viewer sees it; `{object: 'user', id}` of one that is unknown or hidden. */
  user(id: string): Record<string, unknown>
  /** An address at which a file kept here can be fetched for a while, another one each time. */
  file(file: FileRef): { url: string; expiry_time: string }
  /** The plain title of a page or database visible to the viewer; null when it is hidden or absent. */
  title(id: string): string | null
  /** Whether something that is shown is published, so that anybody can read it; absent where that is not asked. */
  isPublished?(id: string): boolean
}
