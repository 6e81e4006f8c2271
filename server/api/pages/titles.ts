import { Type } from 'typebox'
import { listOf, presentList } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { toUuid } from '#shared/ids.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { StrictObject, Uuid } from '#shared/validation/schemas.ts'

const PageTitle = named(
  'PageTitle',
  Type.Object({
    object: Type.Literal('page_title'),
    id: Type.String(),
    title: Type.String({ description: 'Plain text; empty when it has none.' }),
  }),
)

/** An addition of Octavo: a relation tells ids, and whoever shows many of them needs what those pages are called. */
export const pageTitlesRoute = route({
  method: 'POST',
  url: '/v1/pages/titles',
  call: 'pages.titles',
  answer: listOf('page_title', PageTitle),
  summary:
    'The titles of up to 100 pages or databases at once; those that the caller does not see are left out.',
  needs: 'read_content',
  isExtension: true,
  reads: true,
  body: StrictObject({ page_ids: Type.Array(Uuid, { maxItems: 100 }) }),
  allow: () => null,
  handle: (_context, { body }) => [...new Set(body.page_ids.map(toUuid))],
  refers: (ids, { pages }) => {
    for (const id of ids) pages.add(id)
  },
  present: (ids, resolved) =>
    presentList(
      'page_title',
      ids.flatMap((id) => {
        const title = resolved.title(id)
        return title === null ? [] : [{ object: 'page_title', id, title }]
      }),
      null,
    ),
})
