import { type Actor, nobody, principalOf } from '#server/domain/access/actor.ts'
import type { Grant } from '#server/domain/access/lists.ts'
import type { Context } from '#server/domain/context.ts'
import { emailKey } from './formats.ts'
import type { AccessInFile } from './types.ts'

/** How a file is used: a sandbox is what it says; a durable workspace is brought to it. */
export type Mode = 'sandbox' | 'durable'

/** What the words of a file stand for in a workspace, filled part by part. */
export interface Named {
  /** By the key of the e-mail address. */
  readonly users: Map<string, string>
  readonly groups: Map<string, string>
  /** The bots of internal connections. */
  readonly bots: Map<string, string>
}

export function principalIn(
  { users, groups, bots }: Named,
  { principal }: Pick<AccessInFile, 'principal'>,
): string {
  switch (principal.type) {
    case 'user':
      return principalOf.user(users.get(emailKey(principal.email))!)
    case 'group':
      return principalOf.group(groups.get(principal.name)!)
    case 'connection':
      return principalOf.bot(bots.get(principal.name)!)
    case 'workspace':
      return principalOf.workspace
  }
}

export const grantsIn = (named: Named, access: readonly AccessInFile[]): Grant[] =>
  access.map((entry) => ({ principal: principalIn(named, entry), level: entry.level }))

/** Who the things of a file are made by. It holds every principal of the file, so it sees what any of them sees. */
export function actorFor(context: Context, { users, groups, bots }: Named, owner: string | null): Actor {
  const [firstBot] = bots.values()
  return {
    ...context.actor,
    type: owner === null && firstBot !== undefined ? 'bot' : 'person',
    userId: owner ?? firstBot ?? nobody.userId,
    isOperator: true,
    principals: JSON.stringify([
      principalOf.workspace,
      ...[owner ?? nobody.userId, ...users.values()].map(principalOf.user),
      ...[...groups.values()].map(principalOf.group),
      ...[...bots.values()].map(principalOf.bot),
    ]),
  }
}
