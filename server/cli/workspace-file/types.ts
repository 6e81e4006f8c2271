import type { Capabilities } from '#server/domain/access/capabilities.ts'
import type { LevelName } from '#server/domain/access/levels.ts'
import type { SamlChange } from '#server/domain/saml/set-up.ts'
import type { WorkspaceSettings } from '#server/domain/workspaces/settings.ts'

/**
 * A workspace file after reading: valid, every default filled in. What is absent and has no default in the
 * file is undefined: it is made, or left as it is, by whoever applies the file.
 */
export interface WorkspaceFile extends WorkspaceInFile {
  /** Further workspaces; each of them has a name. */
  readonly workspaces: readonly WorkspaceInFile[]
  /** For every workspace of a sandbox. */
  readonly emulate: WorkspaceSettings['emulate']
}

/** What the file says of itself and what it leaves to a default: applying it again sets the first only. */
interface Stated {
  /** The keys that stand in the file with a value; of settings the whole path, `policy.connections.install`. */
  readonly stated: ReadonlySet<string>
}

export interface WorkspaceInFile extends Stated {
  /** Undefined: a sandbox names it, a durable server means its first workspace. */
  readonly name: string | undefined
  /** Verified e-mail domains, in lower case. */
  readonly domains: readonly string[]
  readonly timeZone: WorkspaceSettings['time_zone']
  /** In the order of the file, which is the order they are made in. */
  readonly users: readonly UserInFile[]
  readonly groups: readonly GroupInFile[]
  readonly connections: readonly ConnectionInFile[]
  readonly pages: readonly PageInFile[]
  readonly policy: {
    readonly connections: WorkspaceSettings['policy']['connections']
    /** Undefined: true in a sandbox, false in a durable workspace. */
    readonly guests: { readonly invited_by_connections: boolean | undefined }
    readonly personal_access_tokens: WorkspaceSettings['policy']['personal_access_tokens']
    readonly sharing: WorkspaceSettings['policy']['sharing']
    readonly scim: WorkspaceSettings['policy']['scim']
    readonly sign_in: WorkspaceSettings['policy']['sign_in']
  }
  readonly scim: { readonly tokens: readonly ScimTokenInFile[] }
  /** Null: as it is. */
  readonly saml: SamlChange | null
  readonly customEmojis: readonly CustomEmojiInFile[]
  readonly limits: WorkspaceSettings['limits']
  readonly compatibility: WorkspaceSettings['compatibility']
  readonly retention: WorkspaceSettings['retention']
  readonly audit: WorkspaceSettings['audit']
}

export type Role = 'owner' | 'membership_admin' | 'member' | 'restricted_member' | 'guest'

export interface UserInFile extends Stated {
  /** Absent from the file, it is the e-mail address before the @. */
  readonly name: string
  readonly email: string
  readonly role: Role
  /** Undefined: the person has no password. */
  readonly password: string | undefined
  /** A personal access token. Undefined: to be generated; every user listed gets one. */
  readonly token: string | undefined
}

export interface GroupInFile extends Stated {
  readonly name: string
  /** E-mail addresses as they stand under `users`. */
  readonly members: readonly string[]
}

interface AnyConnection extends Stated {
  readonly name: string
  readonly capabilities: Capabilities
  readonly firstParty: boolean
}

export type ConnectionInFile = InternalConnectionInFile | PublicConnectionInFile

export interface InternalConnectionInFile extends AnyConnection {
  readonly kind: 'internal'
  /** Undefined: to be generated. */
  readonly token: string | undefined
}

export interface PublicConnectionInFile extends AnyConnection {
  readonly kind: 'public'
  /** Undefined: to be generated, like the secret. */
  readonly clientId: string | undefined
  readonly clientSecret: string | undefined
  readonly redirectUris: readonly string[]
}

export interface ScimTokenInFile {
  readonly name: string
  /** Undefined: to be generated. */
  readonly token: string | undefined
}

export interface CustomEmojiInFile {
  readonly name: string
  readonly url: string
}

/** Whom an entry is for, by the words of the file: e-mail address, group name, connection name. */
export type PrincipalInFile =
  | { readonly type: 'user'; readonly email: string }
  | { readonly type: 'group'; readonly name: string }
  | { readonly type: 'connection'; readonly name: string }
  | { readonly type: 'workspace' }

export interface AccessInFile {
  readonly principal: PrincipalInFile
  readonly level: LevelName
}

interface AnyNode extends Stated {
  readonly title: string
  /** Titles from the top of the workspace, joined by slashes: `Home/Child`. */
  readonly path: string
  /** In lower case with dashes. Undefined: found by its title path, or made with a new id. */
  readonly id: string | undefined
  /** On top of what is inherited, or all there is where `inherit` is false or nothing stands above. */
  readonly access: readonly AccessInFile[]
  readonly inherit: boolean
}

export interface PageInFile extends AnyNode {
  /** Used only when the page is made. */
  readonly markdown: string | undefined
  readonly pages: readonly PageInFile[]
  readonly databases: readonly DatabaseInFile[]
}

export interface DatabaseInFile extends AnyNode {
  readonly dataSourceId: string | undefined
  /** By name, `{ Name: 'title' }` where the file has none. `expandSchema` makes a request of them. */
  readonly properties: SchemaInFile
  /** Top to bottom, used only when the data source is made. `expandRow` makes a request of each. */
  readonly rows: readonly RowInFile[]
  /** Used only when the data source is made, like the rows. */
  readonly templates: readonly TemplateInFile[]
  readonly views: readonly ViewInFile[]
}

export interface TemplateInFile {
  readonly id: string | undefined
  /** What pages made from it begin with; the title is among it. */
  readonly row: RowInFile
  readonly markdown: string | undefined
  /** Of the templates of a database one at most. */
  readonly isDefault: boolean
}

/** A view in the API's own words; what is undefined is left as it is. */
export interface ViewInFile {
  /** By which it is found among the views of its data source. */
  readonly name: string
  readonly type: string
  readonly filter: Readonly<Record<string, unknown>> | undefined
  readonly sorts: readonly Readonly<Record<string, unknown>>[] | undefined
  readonly quick_filters: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined
  readonly configuration: (Readonly<Record<string, unknown>> & { readonly type: string }) | undefined
}

/** The name of a type, or the API's own configuration: `{ select: { options: […] } }`. */
export type PropertyInFile = string | Readonly<Record<string, unknown>>

export type SchemaInFile = Readonly<Record<string, PropertyInFile>>

/** Short values or the API's own, by the name of the property; null is an empty value. */
export type RowInFile = Readonly<Record<string, unknown>>
