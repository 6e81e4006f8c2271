/** Discussions of a page: an addition of Octavo. Notion's API knows their ids, and neither lists nor resolves them. */
import { Type } from 'typebox'
import { discussionFor } from '#server/domain/access/comments.ts'
import { pageFor } from '#server/domain/access/nodes.ts'
import {
  listCommentsIn,
  listDiscussions,
  type ShownDiscussion,
  withComments,
} from '#server/domain/comments/list-discussions.ts'
import { setResolved } from '#server/domain/comments/resolve.ts'
import {
  idCursor,
  listOf,
  PagingQuery,
  pageSize,
  pagingFields,
  presentList,
  slice,
} from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { presentParent } from '#shared/objects/parent.ts'
import type { References, Resolved } from '#shared/references.ts'
import { named } from '#shared/validation/named-schemas.ts'
import { Nullable, OneOf, StrictObject, Uuid } from '#shared/validation/schemas.ts'
import { collectCommentReferences, presentComment } from './present.ts'

const Id = Type.String()
const PartialUser = Type.Object({ object: Type.Literal('user'), id: Id })
const Unknowns = Type.Record(Type.String(), Type.Unknown())

/** As Notion's API shows it ("Comment object"). */
const Comment = named(
  'Comment',
  Type.Object({
    object: Type.Literal('comment'),
    id: Id,
    parent: Unknowns,
    discussion_id: Id,
    created_time: Type.String(),
    last_edited_time: Type.String(),
    created_by: PartialUser,
    rich_text: Type.Array(Unknowns),
    display_name: Type.Object({
      type: OneOf(['integration', 'user', 'custom']),
      resolved_name: Nullable(Type.String()),
    }),
    attachments: Type.Optional(Type.Array(Unknowns)),
  }),
)

const Discussion = named(
  'Discussion',
  Type.Object({
    object: Type.Literal('discussion'),
    id: Id,
    parent: Unknowns,
    page_id: Id,
    resolved: Type.Boolean(),
    resolved_time: Nullable(Type.String()),
    resolved_by: Nullable(PartialUser),
    /** The first hundred, oldest first; `GET /v1/discussions/{discussion_id}/comments` has all. */
    comments: Type.Array(Comment),
    comment_count: Type.Integer(),
  }),
)

const params = StrictObject({ discussion_id: Uuid })
const reading = { needs: 'read_comments', reads: true, isExtension: true } as const

const collect = ({ comments }: Pick<ShownDiscussion, 'comments'>, references: References): void => {
  for (const comment of comments) collectCommentReferences(comment, references)
}

const present = ({ discussion, comments, count }: ShownDiscussion, resolved: Resolved) => ({
  object: 'discussion',
  id: discussion.id,
  parent: presentParent(discussion.parent),
  page_id: discussion.pageId,
  resolved: discussion.resolved !== null,
  resolved_time: discussion.resolved && new Date(discussion.resolved.time).toISOString(),
  resolved_by: discussion.resolved?.by ? { object: 'user', id: discussion.resolved.by } : null,
  comments: comments.map((comment) => presentComment(comment, resolved)),
  comment_count: count,
})

export const discussionRoutes = [
  route({
    ...reading,
    method: 'GET',
    url: '/v1/pages/:page_id/discussions',
    call: 'pages.discussions',
    answer: listOf('discussion', Discussion),
    summary:
      'The open discussions on a page and its blocks, oldest first; those that are resolved when asked for.',
    params: StrictObject({ page_id: Uuid }),
    query: StrictObject({ ...pagingFields, resolved: Type.Optional(Type.Boolean()) }),
    allow: (context, { params }) => pageFor(context, params.page_id, 'read'),
    handle: async (context, { query }, page) => {
      const size = pageSize(query.page_size)
      const from = idCursor(query.start_cursor)
      const found = await listDiscussions(context, page, query.resolved ?? false, from, size + 1)
      return slice(found, size, ({ discussion }) => discussion.id)
    },
    refers: ({ results }, references) => {
      for (const one of results) collect(one, references)
    },
    present: ({ results, nextCursor }, resolved) =>
      presentList(
        'discussion',
        results.map((one) => present(one, resolved)),
        nextCursor,
      ),
  }),
  route({
    ...reading,
    method: 'GET',
    url: '/v1/discussions/:discussion_id',
    call: 'discussions.retrieve',
    answer: Discussion,
    summary: 'One discussion.',
    params,
    allow: (context, { params }) => discussionFor(context, params.discussion_id, 'read'),
    handle: async (context, _request, discussion) => (await withComments(context, [discussion]))[0]!,
    refers: collect,
    present,
  }),
  route({
    ...reading,
    method: 'GET',
    url: '/v1/discussions/:discussion_id/comments',
    call: 'discussions.comments',
    answer: listOf('comment', Comment),
    summary: 'The comments of a discussion, oldest first.',
    params,
    query: PagingQuery,
    allow: (context, { params }) => discussionFor(context, params.discussion_id, 'read'),
    handle: async (context, { query }, discussion) => {
      const size = pageSize(query.page_size)
      const found = await listCommentsIn(context, discussion, idCursor(query.start_cursor), size + 1)
      return slice(found, size, ({ id }) => id)
    },
    refers: ({ results }, references) => collect({ comments: results }, references),
    present: ({ results, nextCursor }, resolved) =>
      presentList(
        'comment',
        results.map((comment) => presentComment(comment, resolved)),
        nextCursor,
      ),
  }),
  route({
    method: 'PATCH',
    url: '/v1/discussions/:discussion_id',
    call: 'discussions.update',
    answer: Discussion,
    summary: 'Resolves a discussion, or opens it again.',
    needs: 'insert_comments',
    isExtension: true,
    params,
    body: StrictObject({ resolved: Type.Boolean() }),
    allow: (context, { params }) => discussionFor(context, params.discussion_id, 'comment'),
    handle: async (context, { body }, discussion) =>
      (await withComments(context, [await setResolved(context, discussion, body.resolved)]))[0]!,
    refers: collect,
    present,
  }),
]
