import { randomBytes } from 'node:crypto'
import { domainToASCII } from 'node:url'
import { type Kysely, sql } from 'kysely'
import { v7 } from 'uuid'
import { bigint, flag, index, optionalBigint, optionalText, table, text } from './create.ts'

interface Before {
  workspaces: { id: string; domains: string; created_time: number }
  domains: Record<string, unknown>
  verified_domains: Record<string, unknown>
}

/**
 * Domains are proved, each by one workspace. What was said to be one before is trusted as it was. People ask for another
 * e-mail address, and have it when they confirm it.
 */
export async function up(kysely: Kysely<unknown>): Promise<void> {
  await table(kysely, 'domains', ['workspace_id', 'id'], {
    workspace_id: text,
    id: text,
    domain: text,
    state: text,
    proof: optionalText,
    reason: optionalText,
    code: text,
    code_expires_time: bigint,
    verified_time: optionalBigint,
    checked_time: optionalBigint,
    found: optionalText,
    misses: flag,
    due_time: optionalBigint,
    created_time: bigint,
    created_by: optionalText,
  })
  await sql`create unique index domains_domain on domains (workspace_id, domain)`.execute(kysely)
  await index(kysely, 'domains', ['due_time'])
  await table(kysely, 'verified_domains', ['domain'], { domain: text, workspace_id: text, domain_id: text })
  await index(kysely, 'verified_domains', ['workspace_id', 'domain_id'])

  await table(kysely, 'email_changes', ['account_id'], {
    account_id: text,
    email: text,
    expires_time: bigint,
    created_time: bigint,
  })

  await keepTrusted(kysely as Kysely<Before>)
  await sql`alter table workspaces drop column domains`.execute(kysely)
}

/** A domain that several workspaces had goes to the oldest. */
async function keepTrusted(kysely: Kysely<Before>): Promise<void> {
  const workspaces = await kysely
    .selectFrom('workspaces')
    .select(['id', 'domains', 'created_time'])
    .orderBy('created_time')
    .orderBy('id')
    .execute()
  const taken = new Set<string>()
  for (const { id: workspace_id, domains, created_time } of workspaces) {
    for (const domain of (JSON.parse(domains) as string[]).map(domainToASCII)) {
      if (domain === '' || taken.has(domain)) continue
      taken.add(domain)
      const id = v7()
      await kysely
        .insertInto('domains')
        .values({
          workspace_id,
          id,
          domain,
          state: 'verified',
          proof: 'trust',
          reason: null,
          code: randomBytes(24).toString('base64url'),
          code_expires_time: created_time,
          verified_time: created_time,
          checked_time: null,
          found: null,
          misses: 0,
          due_time: null,
          created_time,
          created_by: null,
        })
        .execute()
      await kysely.insertInto('verified_domains').values({ domain, workspace_id, domain_id: id }).execute()
    }
  }
}
