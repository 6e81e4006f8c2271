import { principalOf } from '#server/domain/access/actor.ts'
import type { Grant } from '#server/domain/access/lists.ts'
import { grantsIn, type Named } from './applying.ts'
import type { AccessInFile } from './types.ts'

interface NodeInFile {
  readonly access: readonly AccessInFile[]
  readonly inherit: boolean
  readonly stated: ReadonlySet<string>
}

/** The list of its own that something new begins; empty when it shares what is above, or is the actor's alone. */
export function accessOfNew(
  { access, inherit }: NodeInFile,
  isTop: boolean,
  named: Named,
  owner: string | null,
): { access?: { grants: Grant[]; inherits: boolean } } {
  if (access.length === 0 && (isTop || inherit)) return {}
  const grants = grantsIn(named, access)
  return { access: { grants: isTop ? withOwner(grants, owner) : grants, inherits: !isTop && inherit } }
}

/** What the file states of something that is there. Undefined: whether it inherits stays as it is. */
export function accessOf(
  { access, inherit, stated }: NodeInFile,
  isTop: boolean,
  named: Named,
  owner: string | null,
): { grants: Grant[]; inherits: boolean | undefined } {
  const grants = grantsIn(named, access)
  if (isTop) return { grants: grants.length > 0 ? withOwner(grants, owner) : [], inherits: undefined }
  return { grants, inherits: stated.has('inherit') ? inherit : undefined }
}

/** Whose a page at the top is that names nobody. */
export const ownerAlone = (owner: string | null): Grant[] =>
  owner === null ? [] : [{ principal: principalOf.user(owner), level: 'full_access' }]

/** Somebody has to be able to share a page on. */
function withOwner(grants: Grant[], owner: string | null): Grant[] {
  if (owner === null || grants.some(({ level }) => level === 'full_access')) return grants
  const principal = principalOf.user(owner)
  return [...grants.filter((grant) => grant.principal !== principal), { principal, level: 'full_access' }]
}
