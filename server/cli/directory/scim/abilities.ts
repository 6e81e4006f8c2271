import { type Ask, required } from '../requests.ts'
import { ROLE_URNS } from './resource.ts'

/** What a SCIM server says of itself (RFC 7643 sections 5 and 6). */
export interface Abilities {
  patch: boolean
  /** Pages told by cursors (RFC 9865). */
  cursors: boolean
  groups: boolean
  /** Where it keeps the role of somebody in the workspace; null where it has none. */
  roleUrn: string | null
}

interface Provider {
  patch?: { supported?: boolean }
  pagination?: { cursor?: boolean }
}

interface ResourceType {
  endpoint?: string
  schemaExtensions?: { schema?: string }[]
}

/** Asks for people first, so that a token that is refused is told of in its own words. */
export async function abilitiesOf(ask: Ask, url: string): Promise<Abilities> {
  required(await ask('GET', '/Users?count=1'), url)
  const provider = (await ask('GET', '/ServiceProviderConfig')).body as Provider
  const { status, body } = await ask('GET', '/ResourceTypes')
  const types = status === 200 ? ((body.Resources ?? []) as ResourceType[]) : []
  const groups = await ask('GET', '/Groups?count=1')
  const extensions = types.flatMap(({ schemaExtensions = [] }) =>
    schemaExtensions.map(({ schema }) => schema),
  )
  return {
    patch: provider.patch?.supported !== false,
    cursors: provider.pagination?.cursor === true,
    groups: groups.status === 200,
    roleUrn: ROLE_URNS.find((urn) => extensions.includes(urn)) ?? null,
  }
}
