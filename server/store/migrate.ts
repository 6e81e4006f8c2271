import { sql } from 'kysely'
import { dialects } from './dialects/current.ts'
import type { Migratable } from './dialects/dialect.ts'
import { up as workspace } from './migrations/0001-workspace.ts'
import { up as signIn } from './migrations/0002-sign-in.ts'
import { up as views } from './migrations/0003-views.ts'
import { up as files } from './migrations/0004-files.ts'
import { up as rowIndex } from './migrations/0005-row-index.ts'
import { up as templatesAndTasks } from './migrations/0006-templates-and-tasks.ts'
import { up as connectionsAndAccess } from './migrations/0007-connections-and-access.ts'
import { up as formulaKeys } from './migrations/0008-formula-keys.ts'
import { up as eventsAndWebhooks } from './migrations/0009-events-and-webhooks.ts'
import { up as scim } from './migrations/0010-scim.ts'
import { up as trash } from './migrations/0011-trash.ts'
import { up as oneWayIn } from './migrations/0012-one-way-in.ts'
import { up as domains } from './migrations/0013-domains.ts'
import { up as saml } from './migrations/0014-saml.ts'
import { up as secondFactors } from './migrations/0015-second-factors.ts'
import { up as linksAndProviders } from './migrations/0016-links-and-providers.ts'
import { up as directory } from './migrations/0017-directory.ts'
import { up as favorites } from './migrations/0018-favorites.ts'
import { up as searchTexts } from './migrations/0019-search-texts.ts'
import { up as treePlaces } from './migrations/0019-tree-places.ts'
import { up as requestLog } from './migrations/0020-request-log.ts'
import { up as discussions } from './migrations/0021-discussions.ts'
import { up as tokensAndRoles } from './migrations/0022-tokens-and-roles.ts'
import { up as groupMembers } from './migrations/0026-group-members.ts'
import { up as whoCameIn } from './migrations/0029-who-came-in.ts'
import { up as searchTitles } from './migrations/0034-search-titles.ts'

/** In order. A migration that was released is not edited; a new one is added to the end. */
const migrations = [
  { name: '0001-workspace', up: workspace },
  { name: '0002-sign-in', up: signIn },
  { name: '0003-views', up: views },
  { name: '0004-files', up: files },
  { name: '0005-row-index', up: rowIndex },
  { name: '0006-templates-and-tasks', up: templatesAndTasks },
  { name: '0007-connections-and-access', up: connectionsAndAccess },
  { name: '0008-formula-keys', up: formulaKeys },
  { name: '0009-events-and-webhooks', up: eventsAndWebhooks },
  { name: '0010-scim', up: scim },
  { name: '0011-trash', up: trash },
  { name: '0012-one-way-in', up: oneWayIn },
  { name: '0013-domains', up: domains },
  { name: '0014-saml', up: saml },
  { name: '0015-second-factors', up: secondFactors },
  { name: '0016-links-and-providers', up: linksAndProviders },
  { name: '0017-directory', up: directory },
  { name: '0018-favorites', up: favorites },
  { name: '0019-search-texts', up: searchTexts },
  { name: '0019-tree-places', up: treePlaces },
  { name: '0020-request-log', up: requestLog },
  { name: '0021-discussions', up: discussions },
  { name: '0022-tokens-and-roles', up: tokensAndRoles },
  { name: '0026-group-members', up: groupMembers },
  { name: '0029-who-came-in', up: whoCameIn },
  { name: '0034-search-titles', up: searchTitles },
]

export class NewerStore extends Error {
  constructor(found: string) {
    super(
      `This store was written by a newer version of Octavo: it has the migration "${found}", which this version does not know. ` +
        'Start that version or a later one, or restore a backup made before the update.',
    )
  }
}

/** Brings a store to the version of this program, one process at a time, all or nothing. */
export async function migrate(store: Migratable): Promise<void> {
  await store.exclusively(async (db) => {
    await sql`create table if not exists migrations (name text primary key, applied_time bigint not null)`.execute(
      db.sql,
    )
    const applied = await sql<{ name: string }>`select name from migrations`.execute(db.sql)
    const names = new Set(applied.rows.map((row) => row.name))
    const unknown = [...names].filter((name) => !migrations.some((migration) => migration.name === name))
    if (unknown.length > 0) throw new NewerStore(unknown.sort().at(-1)!)

    const { bytewiseText, keepStatistics } = dialects[db.dialect]
    for (const { name, up } of migrations) {
      if (names.has(name)) continue
      await up(db.sql as never, bytewiseText, db)
      await sql`insert into migrations (name, applied_time) values (${name}, ${Date.now()})`.execute(db.sql)
    }
    await keepStatistics(db)
  })
}
