import {
  defaultSettings,
  LEAST_CHANGES_DAYS,
  MOST_DAYS,
  type WorkspaceSettings,
} from '#server/domain/workspaces/settings.ts'
import { countOf, type Fields, fieldsOf, flagOf, note, oneOf, type Place, should } from './fields.ts'
import type { WorkspaceInFile } from './types.ts'

/** Keeps the whole paths of the settings that stand in the file. */
type Stated = Set<string>

export function readPolicy(place: Place | undefined, stated: Stated): WorkspaceInFile['policy'] {
  const policy = within(place, [
    'connections',
    'guests',
    'personal_access_tokens',
    'sharing',
    'scim',
    'sign_in',
  ])
  const connections = within(policy?.at('connections'), [
    'install',
    'create',
    'auto_approve_first_party',
    'self_registration',
  ])
  const guests = within(policy?.at('guests'), ['invited_by_connections'])
  const sharing = within(policy?.at('sharing'), ['public_pages', 'workspace_by_connections'])
  state(stated, 'policy.connections', connections)
  const tokens = within(policy?.at('personal_access_tokens'), ['create', 'longest_days'])
  state(stated, 'policy.guests', guests)
  state(stated, 'policy.personal_access_tokens', tokens)
  state(stated, 'policy.sharing', sharing)
  const scim = within(policy?.at('scim'), ['domains'])
  state(stated, 'policy.scim', scim)
  const signIn = within(policy?.at('sign_in'), ['second_factor'])
  state(stated, 'policy.sign_in', signIn)
  return {
    connections: {
      install:
        oneOf(connections?.at('install'), ['unrestricted', 'approved_only', 'owners_only']) ?? 'unrestricted',
      create: oneOf(connections?.at('create'), ['members', 'owners']) ?? 'members',
      auto_approve_first_party: flagOf(connections?.at('auto_approve_first_party')) ?? false,
      self_registration: flagOf(connections?.at('self_registration')) ?? false,
    },
    guests: { invited_by_connections: flagOf(guests?.at('invited_by_connections')) },
    personal_access_tokens: {
      create: oneOf(tokens?.at('create'), ['members', 'owners']) ?? 'members',
      groups: [],
      longest_days: daysOf(tokens?.at('longest_days'), 1) ?? null,
    },
    sharing: {
      public_pages: flagOf(sharing?.at('public_pages')) ?? true,
      workspace_by_connections: flagOf(sharing?.at('workspace_by_connections')) ?? true,
    },
    scim: { domains: oneOf(scim?.at('domains'), ['any', 'verified']) ?? 'any' },
    sign_in: { second_factor: oneOf(signIn?.at('second_factor'), ['optional', 'required']) ?? 'optional' },
  }
}

export function readLimits(place: Place | undefined, stated: Stated): WorkspaceSettings['limits'] {
  const limits = within(place, ['rate', 'workspace_rate', 'sizes'])
  state(stated, 'limits', limits)
  return {
    rate: readRate(limits?.at('rate')),
    workspace_rate: readBudget(limits?.at('workspace_rate'), 'none or { requests, seconds }'),
    sizes: oneOf(limits?.at('sizes'), ['notion', 'none']) ?? 'notion',
  }
}

export function readCompatibility(
  place: Place | undefined,
  stated: Stated,
): WorkspaceSettings['compatibility'] {
  const fields = within(place, ['multiple_data_sources', 'tokens'])
  state(stated, 'compatibility', fields)
  return {
    multiple_data_sources: oneOf(fields?.at('multiple_data_sources'), ['refuse', 'first']) ?? 'refuse',
    tokens: oneOf(fields?.at('tokens'), ['octavo', 'notion']) ?? 'octavo',
  }
}

/** What is absent is as long as it is by default, and as it must be for the rest. */
export function readRetention(place: Place | undefined, stated: Stated): WorkspaceSettings['retention'] {
  const fields = within(place, ['changes_days', 'audit_days', 'deliveries_days', 'directory_days'])
  state(stated, 'retention', fields)
  const usual = defaultSettings.retention
  const changes = daysOf(fields?.at('changes_days'), LEAST_CHANGES_DAYS) ?? usual.changes_days
  const audit = daysOf(fields?.at('audit_days'), LEAST_CHANGES_DAYS) ?? Math.max(usual.audit_days, changes)
  if (audit < changes) should(fields!.at('audit_days')!, `at least changes_days, which is ${changes}`)
  const deliveries = daysOf(fields?.at('deliveries_days'), 1) ?? usual.deliveries_days
  const directory = daysOf(fields?.at('directory_days'), 1) ?? usual.directory_days
  return {
    changes_days: changes,
    audit_days: audit,
    deliveries_days: deliveries,
    directory_days: directory,
  }
}

export function readAudit(place: Place | undefined, stated: Stated): WorkspaceSettings['audit'] {
  const fields = within(place, ['page_views'])
  state(stated, 'audit', fields)
  return { page_views: flagOf(fields?.at('page_views')) ?? defaultSettings.audit.page_views }
}

function daysOf(place: Place | undefined, least: number): number | undefined {
  const days = countOf(place)
  if (days === undefined || (days >= least && days <= MOST_DAYS)) return days
  should(place!, `a number of days from ${least} to ${MOST_DAYS}`)
  return undefined
}

/** A durable server is the product itself: what a plan would lack is there. */
export function readEmulate(
  place: Place | undefined,
  use: 'sandbox' | 'durable',
): WorkspaceSettings['emulate'] {
  const fields = within(place, ['plan', 'extensions'])
  const plan = oneOf(fields?.at('plan'), ['none', 'free', 'plus', 'business', 'enterprise']) ?? 'none'
  const extensions = flagOf(fields?.at('extensions')) ?? true
  if (use === 'durable' && plan !== 'none') note(fields!.at('plan')!, 'is for a sandbox only')
  if (use === 'durable' && !extensions) note(fields!.at('extensions')!, 'is for a sandbox only')
  return { plan, extensions }
}

function readRate(place: Place | undefined): WorkspaceSettings['limits']['rate'] {
  if (place?.tree.kind === 'scalar' && place.tree.value === 'notion') return 'notion'
  return readBudget(place, 'one of none, notion, { requests, seconds }')
}

function readBudget(
  place: Place | undefined,
  expectation: string,
): WorkspaceSettings['limits']['workspace_rate'] {
  if (!place) return 'none'
  if (place.tree.kind === 'map') {
    const fields = fieldsOf(place, ['requests', 'seconds'])
    return { requests: countOf(fields.need('requests')) ?? 1, seconds: countOf(fields.need('seconds')) ?? 1 }
  }
  if (place.tree.kind !== 'scalar' || place.tree.value !== 'none') should(place, expectation)
  return 'none'
}

const within = <K extends string>(place: Place | undefined, keys: readonly K[]): Fields<K> | undefined =>
  place && fieldsOf(place, keys)

function state(stated: Stated, path: string, fields: Fields<string> | undefined): void {
  for (const key of fields?.stated ?? []) stated.add(`${path}.${key}`)
}
