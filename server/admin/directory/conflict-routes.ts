import { Type } from 'typebox'
import { listConflicts } from '#server/domain/directory/conflicts.ts'
import { resolveConflict } from '#server/domain/directory/resolve-conflict.ts'
import { listOf, pagingFields, presentList } from '#server/http/paging.ts'
import { SoughtText, StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { listed } from '../listed.ts'
import { adminRoute } from '../route.ts'
import { DirectoryConflict, presentConflict } from './present.ts'

const Resolved = Type.Object({
  object: Type.Literal('directory_conflict'),
  id: Type.String(),
  resolved: Type.Literal(true),
})

export const directoryConflictRoutes = [
  adminRoute({
    method: 'GET',
    url: '/directory_conflicts',
    call: 'directoryConflicts.list',
    answer: listOf('directory_conflict', DirectoryConflict),
    summary: 'Where somebody set by hand what a directory manages, field by field.',
    by: 'membership admins',
    reads: true,
    isExtension: true,
    query: StrictObject({
      ...pagingFields,
      directory: Type.Optional(SoughtText),
      user_id: Type.Optional(Uuid),
      group_id: Type.Optional(Uuid),
    }),
    allow: (_context, administration) => administration,
    handle: (context, { query }, administration) => {
      const filter = { directory: query.directory, userId: query.user_id, groupId: query.group_id }
      return listed(
        query,
        (from, limit) => listConflicts(context, administration, filter, from, limit),
        ({ id }) => id,
      )
    },
    present: ({ results, nextCursor }) =>
      presentList('directory_conflict', results.map(presentConflict), nextCursor),
  }),
  adminRoute({
    method: 'POST',
    url: '/directory_conflicts/:conflict_id/resolve',
    call: 'directoryConflicts.resolve',
    answer: Resolved,
    summary: "Takes the directory's value in place of what was set by hand.",
    by: 'membership admins',
    isExtension: true,
    params: { conflict_id: Uuid },
    allow: (_context, administration) => administration,
    handle: (context, { params }, administration) =>
      resolveConflict(context, administration, params.conflict_id),
    present: ({ id }) => ({ object: 'directory_conflict', id, resolved: true }),
  }),
]
