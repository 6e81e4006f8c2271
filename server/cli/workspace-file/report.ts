/** What was made of a workspace file, or found there already: ids, addresses and secrets. */
export interface Applied {
  /** Where the server is reached, without a slash at the end. */
  readonly url: string
  /** In the order of the file, the first one first. */
  readonly workspaces: readonly AppliedWorkspace[]
}

/** Each list in the order of the file. A secret that cannot be shown again is left out. */
export interface AppliedWorkspace {
  readonly id: string
  readonly name: string
  readonly users: readonly {
    readonly email: string
    readonly id: string
    readonly token?: string | undefined
    readonly password?: string | undefined
  }[]
  readonly groups: readonly { readonly name: string; readonly id: string }[]
  readonly connections: readonly (AppliedInternal | AppliedPublic)[]
  /** `path` is the title path. */
  readonly pages: readonly { readonly path: string; readonly id: string }[]
  readonly databases: readonly { readonly path: string; readonly id: string; readonly dataSourceId: string }[]
  readonly customEmojis?: readonly { readonly name: string; readonly id: string }[]
  readonly scimTokens: readonly { readonly name: string; readonly token?: string | undefined }[]
}

interface AppliedInternal {
  readonly kind: 'internal'
  readonly name: string
  readonly id: string
  readonly botId: string
  readonly token?: string | undefined
}

interface AppliedPublic {
  readonly kind: 'public'
  readonly name: string
  readonly id: string
  readonly clientId: string
  readonly clientSecret?: string | undefined
}

/** The object that `--json` prints on one line. */
export function reportJson({ url, workspaces }: Applied): Record<string, unknown> {
  const [first, ...further] = workspaces.map((workspace) => reportWorkspace(url, workspace))
  if (!further.length) return first ?? { url }
  const names = workspaces.slice(1).map(({ name }) => name)
  return { ...first, workspaces: Object.fromEntries(names.map((name, index) => [name, further[index]])) }
}

/** The same for people. */
export function reportText({ url, workspaces }: Applied, isRunning = true): string {
  const says = isRunning ? 'Octavo answers' : 'Octavo, started with these settings, answers'
  return [`${says} at ${url}`, ...workspaces.map((workspace) => textOf(url, workspace))].join('\n\n')
}

function reportWorkspace(url: string, workspace: AppliedWorkspace): Record<string, unknown> {
  const { id, name, users, groups, connections, pages, databases, customEmojis = [], scimTokens } = workspace
  return {
    url,
    workspace: { id, name },
    users: byKey(users, ({ email, ...user }) => [
      email,
      { id: user.id, token: user.token, password: user.password },
    ]),
    groups: byKey(groups, (group) => [group.name, { id: group.id }]),
    connections: byKey(connections, (connection) => [connection.name, reportConnection(connection)]),
    pages: byKey(freePaths(pages), (page) => [page.path, page.id]),
    databases: byKey(freePaths(databases), (database) => [
      database.path,
      { id: database.id, data_source_id: database.dataSourceId },
    ]),
    ...(customEmojis.length > 0 && {
      custom_emojis: byKey(customEmojis, (emoji) => [emoji.name, { id: emoji.id }]),
    }),
    scim: { url: scimUrl(url), tokens: byKey(scimTokens, (token) => [token.name, token.token ?? null]) },
  }
}

function reportConnection(connection: AppliedInternal | AppliedPublic): Record<string, unknown> {
  const { id, kind } = connection
  return connection.kind === 'internal'
    ? { id, kind, bot_id: connection.botId, token: connection.token }
    : { id, kind, client_id: connection.clientId, client_secret: connection.clientSecret }
}

// Not by assignment: a name may be `__proto__`. JSON leaves out what is undefined.
const byKey = <T>(items: readonly T[], entry: (item: T) => [string, unknown]): Record<string, unknown> =>
  Object.fromEntries(items.map(entry))

/** Siblings may share a title where they have ids: from the second on, the id tells them apart. */
function freePaths<T extends { readonly path: string; readonly id: string }>(nodes: readonly T[]): T[] {
  const taken = new Set<string>()
  return nodes.map((node) => {
    const path = taken.has(node.path) ? `${node.path} (${node.id})` : node.path
    taken.add(path)
    return { ...node, path }
  })
}

const scimUrl = (url: string): string => `${url}/scim/v2`

function textOf(url: string, workspace: AppliedWorkspace): string {
  const { users, connections, pages, databases, groups, customEmojis = [], scimTokens } = workspace
  const internal = connections.filter((connection) => connection.kind === 'internal')
  const open = connections.filter((connection) => connection.kind === 'public')
  const sections = [
    table('Users', users, (user) => [user.email, user.token, user.password && `password: ${user.password}`]),
    table('Groups', groups, (group) => [group.name, group.id]),
    table('Connections', internal, (connection) => [connection.name, connection.token]),
    table('Public connections', open, ({ name, clientId, clientSecret }) => [name, clientId, clientSecret]),
    table('Pages', freePaths(pages), ({ path, id }) => [path, address(url, id)]),
    table('Databases', freePaths(databases), ({ path, id, dataSourceId }) => [
      path,
      address(url, id),
      `data source ${dataSourceId}`,
    ]),
    table('Custom emojis', customEmojis, (emoji) => [emoji.name, emoji.id]),
    table(`SCIM at ${scimUrl(url)}`, scimTokens, (token) => [token.name, token.token]),
  ]
  return [`${printable(workspace.name)} (${workspace.id})`, ...sections.filter(Boolean)].join('\n')
}

/** A page opens in the browser at its 32 hex digits. */
const address = (url: string, id: string): string => `${url}/${id.replaceAll('-', '')}`

function table<T>(
  heading: string,
  items: readonly T[],
  cells: (item: T) => readonly (string | undefined)[],
): string {
  const rows = items.map((item) => cells(item).map((cell) => printable(cell ?? '')))
  const widths = rows[0]?.map((_cell, column) => Math.max(...rows.map((row) => row[column]!.length))) ?? []
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
  return lines.length ? [`  ${heading}`, ...lines.map((line) => `    ${line}`)].join('\n') : ''
}

/** Titles are anybody's words, and a terminal obeys control characters. */
const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, ' ')
