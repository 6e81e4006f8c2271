import { isDeepStrictEqual } from 'node:util'
import { groupsByIds } from '#server/store/groups.ts'
import { deleteSamlSettings, putSamlSettings } from '#server/store/saml.ts'
import { invalid, Problem } from '#shared/problem.ts'
import type { Administration } from '../access/administration.ts'
import { requireRecentSignIn } from '../accounts/recent.ts'
import type { Context } from '../context.ts'
import { verifiedDomainsOf } from '../domains/of-workspace.ts'
import { requireBusiness } from '../workspaces/plan.ts'
import { activeOwners, endOtherSessions } from './enforce.ts'
import { readMetadata } from './metadata.ts'
import {
  type AttributeMap,
  type GroupMapping,
  isTested,
  noSettings,
  readSaml,
  type SamlSettings,
  toSamlRow,
} from './settings.ts'

/** What of the settings is to be changed; what is absent stays. */
export interface SamlChange {
  metadataXml?: string | undefined
  metadataUrl?: string | undefined
  enabled?: boolean | undefined
  enforced?: boolean | undefined
  justInTime?: boolean | undefined
  defaultRole?: SamlSettings['defaultRole'] | undefined
  allowIdpInitiated?: boolean | undefined
  allowSha1?: boolean | undefined
  attributeMap?: Partial<AttributeMap> | undefined
  groups?: GroupMapping | null | undefined
  breakGlass?: readonly string[] | undefined
}

/** The settings as they are, also where there are none yet: what the workspace is called is needed to make some. */
export const showSaml = async (
  { db, workspace }: Context,
  _administration: Administration<'owners'>,
): Promise<SamlSettings> => (await readSaml(db, workspace.id)) ?? noSettings(workspace.id)

/** Changes how people sign in with the company. A change to what is there already leaves no trace. */
export async function changeSaml(
  context: Context,
  administration: Administration<'owners'>,
  change: SamlChange,
): Promise<SamlSettings> {
  requireBusiness(context, 'SAML single sign-on')
  requireRecentSignIn(context)
  const { db, now } = context
  const known = await showSaml(context, administration)
  const wanted = { ...withMetadata(context, known, change), ...settled(known, change) }
  await requireUsable(context, known, wanted)
  const row = toSamlRow({ ...wanted, updatedTime: known.updatedTime })
  if (isDeepStrictEqual(row, toSamlRow(known))) return known
  const changed = { ...wanted, updatedTime: now }
  await putSamlSettings(db, toSamlRow(changed))
  recordChange(context, known, changed)
  const isStricter =
    changed.enforced && (!known.enforced || known.breakGlass.some((id) => !changed.breakGlass.includes(id)))
  if (isStricter) await endOtherSessions(context)
  return changed
}

/** Takes the identity provider away: people sign in in every other way again. Whom its names mean stays known. */
export async function removeSaml(
  context: Context,
  administration: Administration<'owners'>,
): Promise<SamlSettings> {
  requireRecentSignIn(context)
  const { db, workspace } = context
  const known = await readSaml(db, workspace.id)
  if (known !== null) {
    await deleteSamlSettings(db, workspace.id)
    context.record({
      type: 'saml.metadata_removed',
      entity: { type: 'workspace', id: workspace.id },
      before: { ...shownMetadata(known), ...shownSettings(known) },
    })
  }
  return showSaml(context, administration)
}

function withMetadata(
  { mayReach, now }: Context,
  known: SamlSettings,
  { metadataXml, metadataUrl }: SamlChange,
): SamlSettings {
  if (metadataXml !== undefined && metadataUrl !== undefined) {
    throw invalid('body should have metadata_xml or metadata_url, instead had both.')
  }
  if (metadataXml !== undefined) {
    const provider = readMetadata(metadataXml)
    const refresh = { refreshedTime: now, refreshDueTime: null, refreshError: null }
    const isSame = known.metadataUrl === null && isDeepStrictEqual(provider, known.provider)
    return isSame ? known : { ...known, provider, metadataUrl: null, ...refresh }
  }
  if (metadataUrl === undefined || metadataUrl === known.metadataUrl) return known
  const refusal = mayReach(metadataUrl)
  if (refusal !== null) throw invalid(`body.metadata_url cannot be reached: ${refusal}`)
  // A job fetches it at once: nothing outside is asked within a transaction.
  return {
    ...known,
    metadataUrl,
    provider: null,
    refreshedTime: null,
    refreshDueTime: now,
    refreshError: null,
  }
}

const settled = (known: SamlSettings, change: SamlChange) => ({
  enabled: change.enabled ?? known.enabled,
  enforced: change.enforced ?? known.enforced,
  justInTime: change.justInTime ?? known.justInTime,
  defaultRole: change.defaultRole ?? known.defaultRole,
  allowIdpInitiated: change.allowIdpInitiated ?? known.allowIdpInitiated,
  allowSha1: change.allowSha1 ?? known.allowSha1,
  attributeMap: { ...known.attributeMap, ...change.attributeMap },
  groups: change.groups === undefined ? known.groups : change.groups,
  breakGlass: change.breakGlass === undefined ? known.breakGlass : [...new Set(change.breakGlass)],
})

async function requireUsable(context: Context, known: SamlSettings, wanted: SamlSettings): Promise<void> {
  const { db, workspace } = context
  if (wanted.enabled && wanted.provider === null && wanted.metadataUrl === null) {
    throw invalid('body.enabled can be `true` with metadata of an identity provider only: there is none yet.')
  }
  const owners = await activeOwners(context, wanted.breakGlass)
  const added = wanted.breakGlass.find((id) => !known.breakGlass.includes(id) && !owners.includes(id))
  if (added !== undefined) {
    throw invalid(
      `body.break_glass should hold ids of owners who may act, instead had ${JSON.stringify(added)}.`,
    )
  }
  const mapped = [...new Set(wanted.groups?.map?.map(({ groupId }) => groupId))]
  const found = new Set((await groupsByIds(db, workspace.id, mapped)).map(({ id }) => id))
  const absent = mapped.find((id) => !found.has(id))
  if (absent !== undefined && wanted.groups !== known.groups) {
    throw invalid(`body.groups.map should hold ids of groups, instead had ${JSON.stringify(absent)}.`)
  }
  if (!wanted.enforced) return
  const lacks = [
    wanted.enabled ? null : 'it is enabled',
    (await verifiedDomainsOf(db, workspace.id)).length > 0 ? null : 'the workspace has a verified domain',
    isTested(wanted) ? null : 'a test sign-in went well with these very settings',
    owners.length > 0
      ? null
      : 'break_glass names an owner who may still sign in when the identity provider is down',
  ].filter((one) => one !== null)
  if (lacks.length === 0) return
  throw new Problem('conflict', `SAML can be enforced once ${lacks.join(', and ')}.`, {
    data: { reason: 'saml_not_ready' },
  })
}

/** Settings as an event tells them: no metadata, no test. */
const shownSettings = (settings: SamlSettings): Record<string, unknown> => ({
  enabled: settings.enabled,
  enforced: settings.enforced,
  just_in_time: settings.justInTime,
  default_role: settings.defaultRole,
  allow_idp_initiated: settings.allowIdpInitiated,
  allow_sha1: settings.allowSha1,
  attribute_map: settings.attributeMap,
  groups: settings.groups,
  break_glass: settings.breakGlass,
})

const shownMetadata = ({ metadataUrl, provider }: SamlSettings): Record<string, unknown> => ({
  metadata_url: metadataUrl,
  entity_id: provider?.entityId ?? null,
  sso_url: provider?.ssoUrl ?? null,
  certificates: provider?.certificates.length ?? 0,
})

function recordChange(context: Context, known: SamlSettings, changed: SamlSettings): void {
  const entity = { type: 'workspace', id: context.workspace.id }
  const isOther =
    known.metadataUrl !== changed.metadataUrl || !isDeepStrictEqual(known.provider, changed.provider)
  if (isOther) {
    const [before, after] = [shownMetadata(known), shownMetadata(changed)]
    context.record({ type: 'saml.metadata_updated', entity, before, after })
  }
  const [before, after] = [shownSettings(known), shownSettings(changed)]
  const fields = Object.keys(after).filter((field) => !isDeepStrictEqual(before[field], after[field]))
  if (fields.length === 0) return
  const pick = (from: Record<string, unknown>) =>
    Object.fromEntries(fields.map((field) => [field, from[field]]))
  context.record({
    type: 'saml.settings_updated',
    entity,
    data: { updated_fields: fields },
    before: pick(before),
    after: pick(after),
  })
}
