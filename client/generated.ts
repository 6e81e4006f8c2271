/** Made from the description of the API by `npm run generate`: not to be edited. */

import type { Answered, Operation } from './operation.ts'

export type Policy = {
  object: 'policy'
  connections: {
    install: 'unrestricted' | 'approved_only' | 'owners_only'
    create: 'members' | 'owners'
    auto_approve_first_party: boolean
  }
  guests: { invited_by_connections: boolean }
}

export interface Methods {
  policy: {
    /** The rules by which connections and guests get in. */
    retrieve(args: { workspace_id: string }): Promise<Policy & Answered>
    /** Changes the rules that it names. */
    update(
      args: { workspace_id: string } & {
        connections?: {
          install?: 'unrestricted' | 'approved_only' | 'owners_only'
          create?: 'members' | 'owners'
          auto_approve_first_party?: boolean
        }
        guests?: { invited_by_connections?: boolean }
      },
    ): Promise<Policy & Answered>
  }
}

/** By the name of the method. */
export const operations: Readonly<Record<string, Operation>> = {
  'policy.retrieve': { method: 'GET', path: '/admin/v1/spaces/{workspace_id}/policy', query: [] },
  'policy.update': { method: 'PATCH', path: '/admin/v1/spaces/{workspace_id}/policy', query: [] },
}
