import { randomBytes } from 'node:crypto'
import { domainByName, insertDomain, listedDomains, updateDomain } from '#server/store/domains.ts'
import { lockInstallation } from '#server/store/lock-workspace.ts'
import type { DomainRow } from '#server/store/tables/workspaces.ts'
import { allWorkspaces } from '#server/store/workspaces.ts'
import { invalid, Problem } from '#shared/problem.ts'
import { nobody } from '../access/actor.ts'
import type { Administration } from '../access/administration.ts'
import { requireRecentSignIn } from '../accounts/recent.ts'
import type { Context } from '../context.ts'
import { type Domain, domainEvent, toDomain } from './domain.ts'
import { readDomain } from './read-domain.ts'
import { CODE_LASTS, firstLook } from './times.ts'
import { becomeVerified } from './verify.ts'

const MOST_DOMAINS = 100

/**
 * Says that a domain is the workspace's own. It waits for its proof unless it is trusted without, which only the owners
 * of the one workspace of a server may say, and which keeps a second one from being made (`createWorkspace`). One that waits already stays as it is; one that failed gets another code.
 */
export async function addDomain(
  context: Context,
  _administration: Administration<'owners'>,
  { domain: asked, isTrusted }: { domain: string; isTrusted: boolean },
): Promise<Domain> {
  const domain = await readDomain('body.domain', asked)
  if (isTrusted) {
    requireRecentSignIn(context)
    await requireOnlyWorkspace(context)
  }
  const row = await claim(context, domain)
  return toDomain(isTrusted && row.state !== 'verified' ? await becomeVerified(context, row, 'owner') : row)
}

/** Takes the word of who runs the server for it that a domain is the workspace's own. */
export async function trustDomain(context: Context, domain: string): Promise<void> {
  const row = await claim(context, domain)
  if (row.proof !== 'dns' && row.proof !== 'trust') await becomeVerified(context, row, 'trust')
}

async function requireOnlyWorkspace({ db }: Context): Promise<void> {
  await lockInstallation(db)
  if ((await allWorkspaces(db)).length === 1) return
  throw new Problem(
    'forbidden',
    'Insufficient permissions: a domain is trusted without its record in DNS only where the server has a single workspace.',
  )
}

/** The domain with a code that works, whatever became of it before. */
async function claim(context: Context, domain: string): Promise<DomainRow> {
  const { db, workspace, actor, now } = context
  const known = await domainByName(db, workspace.id, domain)
  if (known?.state === 'verified' || (known?.state === 'pending' && known.code_expires_time > now))
    return known
  const fresh = {
    state: 'pending',
    proof: null,
    reason: null,
    code: randomBytes(24).toString('base64url'),
    code_expires_time: now + CODE_LASTS,
    verified_time: null,
    checked_time: null,
    found: null,
    misses: 0,
    due_time: firstLook(now),
  } as const
  if (known === undefined) await refuseMore(context)
  const row: DomainRow = known
    ? { ...known, ...fresh }
    : {
        ...fresh,
        workspace_id: workspace.id,
        id: context.newId(),
        domain,
        created_time: now,
        created_by: actor === nobody ? null : actor.userId,
      }
  await (known ? updateDomain(db, known, fresh) : insertDomain(db, row))
  context.record(domainEvent('domain.added', row))
  return row
}

async function refuseMore({ db, workspace }: Context): Promise<void> {
  const known = await listedDomains(db, workspace.id, null, MOST_DOMAINS)
  if (known.length === MOST_DOMAINS) throw invalid(`A workspace has at most ${MOST_DOMAINS} domains.`)
}
