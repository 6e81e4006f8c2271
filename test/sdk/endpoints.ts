import type { ApiVersion } from '#server/api/versions/change.ts'

/** One method of the API and where the SDKs type its answer. */
export interface Endpoint {
  /** `GET /v1/pages/:page_id` */
  address: string
  /** The method of the newest client that calls it. */
  name: string
  /** What the SDKs call the type of its answer. The first that an SDK has is meant; if it has none, the next newer SDK is asked. */
  types: readonly string[]
  since?: ApiVersion
  until?: ApiVersion
}

const blockTypes = ['BlockObjectResponse', 'Block']
// 0.2.x types the answers to writes as `BlockBase`, what any object has at least, and one user as `UserBase`.
// Its own `Page`, `Database`, `Block` and `User` are demanded instead: they are what the full objects look like.
const pageTypes = ['GetPageResponse', 'Page']
const databaseTypes = ['GetDatabaseResponse', 'Database']

/** Every method of the SDKs but those for agents, sessions and their threads, which are no part of this server. */
export const endpoints: readonly Endpoint[] = [
  { address: 'GET /v1/users/me', name: 'users.me', types: ['GetSelfResponse', 'User'] },
  { address: 'GET /v1/users/:user_id', name: 'users.retrieve', types: ['GetUserResponse', 'User'] },
  { address: 'GET /v1/users', name: 'users.list', types: ['ListUsersResponse', 'UsersListResponse'] },

  { address: 'POST /v1/pages', name: 'pages.create', types: ['CreatePageResponse', ...pageTypes] },
  { address: 'GET /v1/pages/:page_id', name: 'pages.retrieve', types: pageTypes },
  { address: 'PATCH /v1/pages/:page_id', name: 'pages.update', types: ['UpdatePageResponse', ...pageTypes] },
  { address: 'POST /v1/pages/:page_id/move', name: 'pages.move', types: ['MovePageResponse', ...pageTypes] },
  {
    address: 'GET /v1/pages/:page_id/properties/:property_id',
    name: 'pages.properties.retrieve',
    types: ['GetPagePropertyResponse'],
  },
  {
    address: 'GET /v1/pages/:page_id/markdown',
    name: 'pages.retrieveMarkdown',
    types: ['GetPageMarkdownResponse'],
  },
  {
    address: 'PATCH /v1/pages/:page_id/markdown',
    name: 'pages.updateMarkdown',
    types: ['UpdatePageMarkdownResponse'],
  },

  {
    address: 'GET /v1/blocks/:block_id',
    name: 'blocks.retrieve',
    types: ['GetBlockResponse', ...blockTypes],
  },
  {
    address: 'PATCH /v1/blocks/:block_id',
    name: 'blocks.update',
    types: ['UpdateBlockResponse', ...blockTypes],
  },
  {
    address: 'DELETE /v1/blocks/:block_id',
    name: 'blocks.delete',
    types: ['DeleteBlockResponse', ...blockTypes],
  },
  {
    address: 'GET /v1/blocks/:block_id/children',
    name: 'blocks.children.list',
    types: ['ListBlockChildrenResponse', 'BlocksChildrenListResponse'],
  },
  {
    // At 2021-05-13 the answer is the block that was appended to, and so 0.2.x types it.
    address: 'PATCH /v1/blocks/:block_id/children',
    name: 'blocks.children.append',
    types: ['AppendBlockChildrenResponse', ...blockTypes],
  },
  {
    // Its own type leaves out the parent that every block has.
    address: 'POST /v1/blocks/meeting_notes',
    name: 'blocks.meetingNotes.create',
    types: ['MeetingNotesBlockObjectResponse'],
    since: '2026-03-11',
  },
  {
    address: 'POST /v1/blocks/meeting_notes',
    name: 'blocks.meetingNotes.create',
    types: ['TranscriptionBlockObjectResponse'],
    until: '2025-09-03',
  },
  {
    address: 'POST /v1/blocks/meeting_notes/query',
    name: 'blocks.meetingNotes.query',
    types: ['QueryMeetingNotesResponse'],
    since: '2026-03-11',
  },

  {
    address: 'GET /v1/databases/:database_id',
    name: 'databases.retrieve',
    types: databaseTypes,
  },
  {
    address: 'POST /v1/databases',
    name: 'databases.create',
    types: ['CreateDatabaseResponse', ...databaseTypes],
  },
  {
    address: 'PATCH /v1/databases/:database_id',
    name: 'databases.update',
    types: ['UpdateDatabaseResponse', ...databaseTypes],
  },
  {
    address: 'POST /v1/databases/:database_id/query',
    name: 'databases.query',
    types: ['QueryDatabaseResponse', 'DatabasesQueryResponse'],
    until: '2022-06-28',
  },
  {
    address: 'GET /v1/databases',
    name: 'databases.list',
    types: ['ListDatabasesResponse', 'DatabasesListResponse'],
    until: '2021-08-16',
  },

  {
    address: 'GET /v1/data_sources/:data_source_id',
    name: 'dataSources.retrieve',
    types: ['GetDataSourceResponse'],
    since: '2025-09-03',
  },
  {
    address: 'POST /v1/data_sources',
    name: 'dataSources.create',
    types: ['CreateDataSourceResponse'],
    since: '2025-09-03',
  },
  {
    address: 'PATCH /v1/data_sources/:data_source_id',
    name: 'dataSources.update',
    types: ['UpdateDataSourceResponse'],
    since: '2025-09-03',
  },
  {
    address: 'POST /v1/data_sources/:data_source_id/query',
    name: 'dataSources.query',
    types: ['QueryDataSourceResponse'],
    since: '2025-09-03',
  },
  {
    address: 'GET /v1/data_sources/:data_source_id/templates',
    name: 'dataSources.listTemplates',
    types: ['ListDataSourceTemplatesResponse'],
    since: '2025-09-03',
  },

  { address: 'POST /v1/search', name: 'search', types: ['SearchResponse'] },

  { address: 'POST /v1/comments', name: 'comments.create', types: ['CreateCommentResponse'] },
  { address: 'GET /v1/comments', name: 'comments.list', types: ['ListCommentsResponse'] },
  {
    address: 'GET /v1/comments/:comment_id',
    name: 'comments.retrieve',
    types: ['GetCommentResponse', 'CreateCommentResponse'],
  },
  {
    address: 'PATCH /v1/comments/:comment_id',
    name: 'comments.update',
    types: ['UpdateCommentResponse', 'CreateCommentResponse'],
  },
  {
    address: 'DELETE /v1/comments/:comment_id',
    name: 'comments.delete',
    types: ['DeleteCommentResponse', 'CreateCommentResponse'],
  },

  { address: 'POST /v1/file_uploads', name: 'fileUploads.create', types: ['CreateFileUploadResponse'] },
  { address: 'GET /v1/file_uploads', name: 'fileUploads.list', types: ['ListFileUploadsResponse'] },
  {
    address: 'GET /v1/file_uploads/:file_upload_id',
    name: 'fileUploads.retrieve',
    types: ['GetFileUploadResponse'],
  },
  {
    address: 'POST /v1/file_uploads/:file_upload_id/send',
    name: 'fileUploads.send',
    types: ['SendFileUploadResponse'],
  },
  {
    address: 'POST /v1/file_uploads/:file_upload_id/complete',
    name: 'fileUploads.complete',
    types: ['CompleteFileUploadResponse'],
  },

  { address: 'POST /v1/views', name: 'views.create', types: ['CreateViewResponse'] },
  { address: 'GET /v1/views', name: 'views.list', types: ['ListDatabaseViewsResponse'] },
  { address: 'GET /v1/views/:view_id', name: 'views.retrieve', types: ['GetViewResponse'] },
  { address: 'PATCH /v1/views/:view_id', name: 'views.update', types: ['UpdateViewResponse'] },
  { address: 'DELETE /v1/views/:view_id', name: 'views.delete', types: ['DeleteViewResponse'] },
  {
    address: 'POST /v1/views/:view_id/queries',
    name: 'views.queries.create',
    types: ['CreateViewQueryResponse'],
  },
  {
    address: 'GET /v1/views/:view_id/queries/:query_id',
    name: 'views.queries.results',
    types: ['GetViewQueryResultsResponse'],
  },
  {
    address: 'DELETE /v1/views/:view_id/queries/:query_id',
    name: 'views.queries.delete',
    types: ['DeleteViewQueryResponse'],
  },

  { address: 'GET /v1/custom_emojis', name: 'customEmojis.list', types: ['ListCustomEmojisResponse'] },
  { address: 'GET /v1/async_tasks/:task_id', name: 'asyncTasks.retrieve', types: ['GetAsyncTaskResponse'] },
  { address: 'POST /v1/oauth/token', name: 'oauth.token', types: ['OauthTokenResponse'] },
  { address: 'POST /v1/oauth/revoke', name: 'oauth.revoke', types: ['OauthRevokeResponse'] },
  { address: 'POST /v1/oauth/introspect', name: 'oauth.introspect', types: ['OauthIntrospectResponse'] },
]

/** Every endpoint that a version has. */
export const endpointsAt = (version: ApiVersion): Endpoint[] =>
  endpoints.filter(
    ({ since, until }) =>
      (since === undefined || version >= since) && (until === undefined || version <= until),
  )

/** The endpoint that is meant by `GET /v1/pages/:page_id`, by a client's method name, or by a method and a real path. */
export function endpointOf(version: ApiVersion, asked: string): Endpoint | undefined {
  const known = endpointsAt(version)
  return (
    known.find(({ address, name }) => address === asked || name === asked) ??
    known.find(({ address }) => patternOf(address).test(withoutQuery(asked)))
  )
}

const withoutQuery = (path: string): string => path.replace(/\?.*$/, '').replace(/\/$/, '')

const patternOf = (address: string): RegExp => new RegExp(`^${address.replace(/:\w+/g, '[^/]+')}$`)

/** Every name that an answer's type has in some SDK. */
export const answerTypes: readonly string[] = [...new Set(endpoints.flatMap(({ types }) => types))]
