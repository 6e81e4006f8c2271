import type { Ask } from '../requests.ts'
import type { Mapping } from './desired.ts'
import type { Lists } from './list.ts'

/** A SCIM server that people are written to. */
export interface ScimServer {
  ask: Ask
  lists: Lists
  mapping: Mapping
  /** What becomes of somebody whom the source has no more. */
  removal: 'deactivate' | 'delete'
}
