import type { ConnectionRow } from '#server/store/tables/connections.ts'
import { type Capabilities, everyCapability } from '../access/capabilities.ts'

/** What people are told of a connection, and who may use it where. */
export interface ConnectionDetails {
  name: string
  description: string | null
  logo_url: string | null
  website_url: string | null
  support_url: string | null
  privacy_url: string | null
  terms_url: string | null
  template_url: string | null
  developer_name: string | null
  page_managers: ConnectionRow['page_managers']
  distribution: ConnectionRow['distribution']
  /** Of a public one. */
  access_token_seconds: number | null
}

/** What a connection may do when nobody says: everything about content, and no administration. */
export const usualCapabilities: Capabilities = { ...everyCapability, permissions: 'none' }

/** Capabilities that name only what they grant. */
export type CapabilitiesGiven = { [Key in keyof Capabilities]?: Capabilities[Key] | undefined }

const nothingGranted: Capabilities = {
  content: [],
  comments: [],
  user_info: 'none',
  permissions: 'none',
  administer: false,
}

/** As the workspace file has it: absent as a whole it is the usual, a part that is absent grants nothing. */
export const capabilitiesOf = (given: CapabilitiesGiven | undefined): Capabilities =>
  given === undefined ? usualCapabilities : mergeCapabilities(nothingGranted, given)

/** Parts that are named take the place of those there are. */
export function mergeCapabilities(known: Capabilities, given: CapabilitiesGiven): Capabilities {
  const { content, comments, user_info, permissions, administer } = { ...known, ...withoutUndefined(given) }
  return {
    content: (['read', 'update', 'insert'] as const).filter((one) => content.includes(one)),
    comments: (['read', 'insert'] as const).filter((one) => comments.includes(one)),
    user_info,
    permissions,
    administer,
  }
}

const withoutUndefined = (given: CapabilitiesGiven): Partial<Capabilities> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
