import { type GrantInForce, grantsCounting } from '#server/store/access-grants.ts'
import { kindsOfNodes } from '#server/store/access-lists.ts'
import { updateWorkspace } from '#server/store/workspaces.ts'
import { invalid, Problem } from '#shared/problem.ts'
import { principalOf } from '../access/actor.ts'
import { type Granted, type LevelName, levelNamed, levels } from '../access/levels.ts'
import type { Grant, Link } from '../access/lists.ts'
import type { Place } from '../access/places.ts'
import { changeAccess } from '../access/share.ts'
import { refuseInTrash } from '../blocks/archived.ts'
import type { Context } from '../context.ts'
import { readWorkspace } from '../workspaces/read.ts'
import { holdersAt, refuseLastHolder } from './keep-a-holder.ts'
import { requireGrantable } from './may-grant.ts'
import { inheritedFromOf } from './permission.ts'

/** What somebody is to have. What is undefined stays as it was granted here, or begins as usual. */
export interface Setting {
  principal: string
  level?: LevelName | undefined
  /** Null for ever. */
  expirationTime?: number | null | undefined
  link?: Partial<Link> | undefined
}

export interface PermissionChange {
  set: readonly Setting[]
  /** Who is to have nothing here, wherever it was granted. */
  remove: readonly string[]
  /** Of whom only what was granted here ends. */
  entries?: readonly string[]
  /** Whether what is granted above counts here; undefined leaves that as it is. */
  inherits?: boolean | undefined
  /** What counts from above is made this place's own where that is what it takes. */
  override: boolean
}

/** Changes who may do what at a place: all of it, or nothing. */
export async function changePermissions(
  context: Context,
  place: Granted<Place, 'full_access'>,
  change: PermissionChange,
): Promise<void> {
  refuseInTrash(place)
  const { set, remove, entries = [], inherits, override } = change
  if (inherits === true && place.parentAccessId === null) {
    throw invalid(`The ${place.kind} stands at the top of the workspace, so there is nothing to inherit.`)
  }
  const { own, above } = await grantsAt(context, place, inherits)
  const grants: Grant[] = []
  for (const setting of set) {
    const isNew = ![...own, ...above].some(({ principal }) => principal === setting.principal)
    if (isNew || setting.principal === principalOf.public) await requireGrantable(context, setting.principal)
    grants.push(toGrant(context, place, setting, own))
  }
  const leaves =
    inherits === false || (await mustLeave(context, place, { grants, remove, override }, own, above))

  const before = await holdersAt(context, place.accessId)
  const accessId = await changeAccess(context, place, {
    set: grants,
    remove: [...remove, ...entries],
    inherits: leaves ? false : inherits,
    keepsInherited: true,
  })
  refuseLastHolder(before, await holdersAt(context, accessId))
  if (grants.some(({ principal }) => principal === principalOf.public)) await notePublishing(context)
}

/** From now on public addresses are looked for. */
async function notePublishing({ db, workspace }: Context): Promise<void> {
  if (workspace.settings.publishes) return
  const { settings } = await readWorkspace(db, workspace.id)
  await updateWorkspace(db, workspace.id, { settings: JSON.stringify({ ...settings, publishes: true }) })
}

/** What counts at a place: what was granted here, and above as far as it counts after the change. */
async function grantsAt(context: Context, place: Place, inherits: boolean | undefined) {
  const { db, workspace } = context
  const counting = await grantsCounting(db, workspace.id, place.accessId)
  const own = counting.filter(({ node_id }) => node_id === place.id)
  const above =
    inherits === true
      ? await grantsCounting(db, workspace.id, place.parentAccessId!)
      : counting.filter(({ node_id }) => node_id !== place.id)
  const lasting = above.filter(({ expires_time }) => expires_time === null || expires_time > context.now)
  return { own, above: lasting }
}

/** A setting with what was granted here already; what it does not say begins as usual. */
function toGrant(
  { now }: Context,
  { kind }: Place,
  { principal, level, expirationTime, link }: Setting,
  own: readonly GrantInForce[],
): Grant {
  const known = own.find((row) => row.principal === principal)
  const wanted = level ?? (known && levelNamed(known.level))
  if (wanted === undefined) throw invalid('body failed validation: body.level should be defined.')
  if (wanted === 'edit_content' && kind === 'page') {
    throw invalid('The level "edit_content" is for databases; for a page give "edit" or "comment".')
  }
  if (principal === principalOf.public && levels[wanted] > levels.edit) {
    throw invalid('The public may have "view", "comment" or "edit", and not "full_access".')
  }
  if (typeof expirationTime === 'number' && expirationTime <= now) {
    throw invalid('body failed validation: body.expiration_time should be in the future.')
  }
  const wasLink = known?.link ? (JSON.parse(known.link) as Link) : noLink
  return {
    principal,
    level: wanted,
    expiresTime: expirationTime === undefined ? (known?.expires_time ?? null) : expirationTime,
    link: principal === principalOf.public ? { ...wasLink, ...link } : null,
  }
}

const noLink: Link = { search_indexing: false, allow_duplicate: false }

interface Wanted {
  grants: readonly Grant[]
  remove: readonly string[]
  override: boolean
}

/** Whether a place must stop to inherit, since what counts from above is more than what is wanted. */
async function mustLeave(
  context: Context,
  place: Place,
  { grants, remove, override }: Wanted,
  own: readonly GrantInForce[],
  above: readonly GrantInForce[],
): Promise<boolean> {
  for (const principal of remove) {
    if ([...own, ...above].some((row) => row.principal === principal)) continue
    throw new Problem('absent', `There is no permission here for one of those to remove.`)
  }
  const tooMuch = above.find(
    (row) =>
      remove.includes(row.principal) ||
      grants.some(({ principal, level }) => principal === row.principal && levels[level] < row.level),
  )
  if (tooMuch === undefined) return false
  if (tooMuch.list_id === context.workspace.id) throw reachesWorkspace()
  if (override) return true
  throw await inheritedProblem(context, place, tooMuch.node_id)
}

/** Refuses to change what was granted elsewhere. */
export async function inheritedProblem(
  { db, workspace }: Context,
  { kind }: Pick<Place, 'kind'>,
  nodeId: string,
): Promise<Problem> {
  const kinds = await kindsOfNodes(db, workspace.id, [nodeId])
  const inherited_from = inheritedFromOf({ kind: kinds.get(nodeId)!, id: nodeId })
  return invalid(
    `This ${kind} inherits the permission. Change it where it was granted (additional_data.inherited_from), or send "override": true, which ends what the ${kind} inherits and keeps everything else as its own.`,
    { inherited_from },
  )
}

/** What reaches the whole workspace no page keeps out. */
export const reachesWorkspace = (): Problem =>
  new Problem('conflict', 'It reaches the whole workspace, which only an owner of it can change.')
