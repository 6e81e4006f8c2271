import { dialects } from './dialects/current.ts'
import type { Db } from './dialects/dialect.ts'

/** Lets one transaction at a time write to a workspace; the others wait. */
export const lockWorkspace = (db: Db, workspaceId: string): Promise<void> =>
  dialects[db.dialect].lockWorkspace(db, workspaceId)

/** Lets one transaction at a time change what concerns no workspace alone; the others wait. */
export const lockInstallation = (db: Db): Promise<void> => dialects[db.dialect].lockInstallation(db)
