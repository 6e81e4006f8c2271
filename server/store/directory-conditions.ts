/** What people and groups are looked for by, as directories ask. */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** What people or groups are looked for by. */
export type DirectoryCondition =
  | { all: readonly DirectoryCondition[] }
  | { any: readonly DirectoryCondition[] }
  | { by: 'id'; value: string }
  /** As the directory of the list calls it. */
  | { by: 'externalId'; value: string }
  /** Of people, in lower case: those who may be meant by it. */
  | { by: 'userName' | 'email'; value: string }
  /** Of people, in lower case: those who may be called so. */
  | { by: 'givenName' | 'familyName' | 'wholeName' | 'displayName'; value: string }
  /** People in a group, by its id or its name in lower case. */
  | { by: 'group' | 'groupName'; value: string }
  | { by: 'active'; value: boolean }
  /** Of groups, in lower case. */
  | { by: 'name'; value: string }
  /** Groups that somebody is in. */
  | { by: 'member'; value: string }
  | { by: 'created_time' | 'updated_time'; is: '=' | '<' | '<=' | '>' | '>='; value: number }

/** A part of a list, which goes by id. */
export interface DirectorySlice {
  /** Those after this one. */
  after?: string | null
  /** Leaves out so many. */
  offset?: number
  limit: number
}

/** Whether a person or a group is as a directory asks. */
export function holdsOf(
  eb: ExpressionBuilder<Tables, 'users' | 'groups'>,
  table: 'users' | 'groups',
  workspaceId: string,
  directory: string,
  condition: DirectoryCondition,
): Expression<SqlBool> {
  const holds = (one: DirectoryCondition) => holdsOf(eb, table, workspaceId, directory, one)
  if ('all' in condition) return eb.and(condition.all.map(holds))
  if ('any' in condition) return eb.or(condition.any.map(holds))
  const id = `${table}.id` as 'users.id'
  switch (condition.by) {
    case 'id':
      return eb(id, '=', condition.value)
    case 'externalId':
      return eb(id, 'in', (inner) =>
        inner
          .selectFrom('directory_external_ids')
          .select('resource_id')
          .where('workspace_id', '=', workspaceId)
          .where('directory', '=', directory)
          .where('external_id', '=', condition.value),
      )
    case 'userName':
    case 'email': {
      const kind = condition.by === 'email' ? 'email' : 'user_name'
      return eb(id, 'in', (inner) =>
        inner
          .selectFrom('directory_keys')
          .select('user_id')
          .where('workspace_id', '=', workspaceId)
          .where('kind', '=', kind)
          .where('key', '=', condition.value)
          .unionAll(
            inner
              .selectFrom('users as same')
              .select('same.id as user_id')
              .where('same.workspace_id', '=', workspaceId)
              .where('same.email_key', '=', condition.value),
          ),
      )
    }
    case 'givenName':
    case 'familyName':
    case 'wholeName':
    case 'displayName':
      return eb(id, 'in', (inner) =>
        inner
          .selectFrom('directory_keys')
          .select('user_id')
          .where('workspace_id', '=', workspaceId)
          .where('kind', '=', nameKinds[condition.by])
          .where('key', '=', condition.value)
          .unionAll(
            inner
              .selectFrom('users as same')
              .select('same.id as user_id')
              .where('same.workspace_id', '=', workspaceId)
              .where((same) => isCalled(same, condition.by, condition.value)),
          ),
      )
    case 'group':
    case 'groupName':
      return eb(id, 'in', (inner) =>
        inner
          .selectFrom('group_members as m')
          .innerJoin('groups as g', (join) =>
            join.onRef('g.workspace_id', '=', 'm.workspace_id').onRef('g.id', '=', 'm.group_id'),
          )
          .select('m.user_id')
          .where('m.workspace_id', '=', workspaceId)
          .where(condition.by === 'group' ? 'g.id' : 'g.name_key', '=', condition.value),
      )
    case 'active':
      // Written out, as the index of who is suspended has it.
      return eb('users.state', '=', sql.lit(condition.value ? 'active' : 'suspended'))
    case 'name':
      return eb('groups.name_key', '=', condition.value)
    case 'member':
      return eb(id, 'in', (inner) =>
        inner
          .selectFrom('group_members as m')
          .innerJoin('users as u', (join) =>
            join.onRef('u.workspace_id', '=', 'm.workspace_id').onRef('u.id', '=', 'm.user_id'),
          )
          .select('m.group_id')
          .where('m.workspace_id', '=', workspaceId)
          .where('m.user_id', '=', condition.value)
          .where('u.state', '!=', 'removed'),
      )
    default:
      return eb(`${table}.${condition.by}` as 'users.created_time', condition.is, condition.value)
  }
}

const nameKinds = {
  givenName: 'given_name',
  familyName: 'family_name',
  wholeName: 'whole_name',
  displayName: 'display_name',
} as const

/** Of whom no directory named in parts the last word is the last name. */
function isCalled(
  eb: ExpressionBuilder<Tables & { same: Tables['users'] }, 'same'>,
  by: keyof typeof nameKinds,
  name: string,
): Expression<SqlBool> {
  if (by === 'familyName') return eb('same.family_key', '=', name)
  const isWhole = eb('same.name_key', '=', name)
  if (by !== 'givenName') return isWhole
  // From the name with a space after it on, and before what comes next after a space.
  return eb.or([
    isWhole,
    eb.and([eb('same.name_key', '>=', `${name} `), eb('same.name_key', '<', `${name}!`)]),
  ])
}
