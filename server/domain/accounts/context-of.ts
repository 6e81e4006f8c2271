import type { Db } from '#server/store/dialects/dialect.ts'
import type { Actor } from '../access/actor.ts'
import type { Context, Workspace } from '../context.ts'
import type { NewEvent, Source } from '../events/record.ts'
import type { Installation } from './account.ts'

/** What verbs of one workspace are given where an account acts in it, within a transaction that is under way. */
export const contextOf = (
  { surroundings, secrets, files, outgoing, dns, mail, baseUrl }: Installation,
  db: Db,
  { workspace, actor, source }: { workspace: Workspace; actor: Actor; source: Source },
  events: NewEvent[],
): Context => ({
  db,
  workspace,
  actor,
  source,
  now: surroundings.now(),
  baseUrl: baseUrl(),
  newId: surroundings.newId,
  secrets,
  files,
  dns,
  mayReach: outgoing.mayReach,
  mail: mail.kind,
  record: (event) => events.push(event),
})
