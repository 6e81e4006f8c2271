/** `meta` and entity tags: RFC 7643 section 3.1, RFC 7644 section 3.14. */
import { hash } from 'node:crypto'
import type { Resource } from './attribute.ts'
import { ScimProblem } from './errors.ts'

interface Known {
  id: string
  createdTime: number
  updatedTime: number
}

/** @param seen what the entity tag stands for: it is another one when this is. */
export const metaOf = (
  resourceType: string,
  endpoint: string,
  { id, createdTime, updatedTime }: Known,
  seen: unknown,
  baseUrl: string,
): Resource => ({
  resourceType,
  created: new Date(createdTime).toISOString(),
  lastModified: new Date(Math.max(createdTime, updatedTime)).toISOString(),
  location: `${baseUrl}/scim/v2${endpoint}/${id}`,
  version: `W/"${hash('sha256', JSON.stringify(seen), 'base64url').slice(0, 22)}"`,
})

export const versionOf = (resource: Resource): string => (resource.meta as { version: string }).version

/** Whether a header of entity tags names this one. Tags are compared weakly. */
export function namesVersion(header: string | undefined, version: string): boolean {
  if (header === undefined) return false
  const bare = (tag: string) => tag.trim().replace(/^W\//, '')
  return header.trim() === '*' || header.split(',').some((tag) => bare(tag) === bare(version))
}

/** Refuses to change what changed meanwhile. */
export function requireVersion(header: string | undefined, resource: Resource): void {
  if (header === undefined || namesVersion(header, versionOf(resource))) return
  throw new ScimProblem(412, 'The resource is not the version that If-Match names.')
}
