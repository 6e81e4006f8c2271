import type { TeamspaceMemberRow, TeamspaceRow } from '#server/store/tables/people.ts'
import type { LevelName } from '../access/levels.ts'

export type TeamspaceRole = TeamspaceMemberRow['role']

/** What the owners of a teamspace decide. */
export interface TeamspaceSettings {
  /** Who may put others into it. */
  invite: 'owners' | 'members'
  /** What its members, and of an open one everybody else in the workspace, may do with its pages; null for nothing. */
  levels: { members: LevelName | null; workspace: LevelName | null }
}

export const defaultTeamspaceSettings: TeamspaceSettings = {
  invite: 'owners',
  levels: { members: 'edit', workspace: 'view' },
}

/** A part of the workspace that some of its members share. */
export interface Teamspace {
  id: string
  name: string
  description: string | null
  icon: Record<string, unknown> | null
  visibility: TeamspaceRow['visibility']
  isDefault: boolean
  accessId: string
  settings: TeamspaceSettings
  archivedTime: number | null
  createdTime: number
  createdBy: string | null
  updatedTime: number
  /** Of whoever asks. */
  role: TeamspaceRole | null
}

export const toTeamspace = (row: TeamspaceRow, role: TeamspaceRole | null): Teamspace => ({
  id: row.id,
  name: row.name,
  description: row.description,
  icon: row.icon === null ? null : JSON.parse(row.icon),
  visibility: row.visibility,
  isDefault: row.is_default === 1,
  accessId: row.access_id,
  settings: JSON.parse(row.settings),
  archivedTime: row.archived_time,
  createdTime: row.created_time,
  createdBy: row.created_by,
  updatedTime: row.updated_time,
  role,
})
