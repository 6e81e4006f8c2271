import type { Db } from '#server/store/dialects/dialect.ts'
import type { Secrets } from './access/secrets.ts'
import type { Context, Outside, Surroundings } from './context.ts'

/** The parts of a server that contexts are made of. */
interface Parts extends Outside {
  surroundings: Surroundings
  secrets: Secrets
  baseUrl(): string
}

/** What verbs of one workspace are given on a handle, a transaction that is under way or the reading one. */
export const contextOf = (
  { surroundings, secrets, files, outgoing, dns, mail, baseUrl }: Parts,
  db: Db,
  { workspace, actor, source }: Pick<Context, 'workspace' | 'actor' | 'source'>,
  record: Context['record'],
  now = surroundings.now(),
): Context => ({
  db,
  workspace,
  actor,
  source,
  now,
  baseUrl: baseUrl(),
  newId: surroundings.newId,
  secrets,
  files,
  dns,
  mayReach: outgoing.mayReach,
  mail: mail.kind,
  record,
})
