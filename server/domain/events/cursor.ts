import { invalid, type Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'

/**
 * A place in the log of a workspace: everything up to the event of this number was told, and of what was lost with it
 * the things up to this id.
 */
export interface Position {
  sequence: number
  place: string
}

/** After every id: all that was lost with an event was told. */
export const AFTER_ALL = '~'

export const isBefore = (a: Position, b: Position): boolean =>
  a.sequence < b.sequence || (a.sequence === b.sequence && a.place < b.place)

/** Says nothing to its reader. */
export const cursorOf = ({ workspace }: Pick<Context, 'workspace'>, { sequence, place }: Position): string =>
  Buffer.from(JSON.stringify([workspace.id, sequence, place])).toString('base64url')

/**
 * Where a feed goes on.
 *
 * @throws a cursor that was not made for this workspace, or of a time that was forgotten.
 */
export function positionOf(
  { workspace }: Pick<Context, 'workspace'>,
  cursor: string,
  log: { sequence: number; changes_from: number },
  name: CursorName = 'start_cursor',
): Position {
  const position = unpacked(cursor, workspace.id)
  if (position === null || position.sequence > log.sequence) throw refused(cursor, name)
  if (position.sequence + 1 < log.changes_from) throw expired(name)
  return position
}

/** The number of the last event before a cursor that was made here. */
export const sequenceOf = ({ workspace }: Pick<Context, 'workspace'>, cursor: string): number =>
  unpacked(cursor, workspace.id)!.sequence

function unpacked(cursor: string, workspaceId: string): Position | null {
  try {
    const [madeFor, sequence, place, ...more] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    const fits =
      madeFor === workspaceId &&
      Number.isSafeInteger(sequence) &&
      sequence >= 0 &&
      typeof place === 'string' &&
      more.length === 0
    return fits ? { sequence, place } : null
  } catch {
    return null
  }
}

type CursorName = 'start_cursor' | 'base_revision'

const refused = (cursor: string, name: CursorName): Problem =>
  invalid(`${name} should be ${origins[name]}, instead was ${JSON.stringify(cursor)}.`)

const origins: Record<CursorName, string> = {
  start_cursor: 'a `next_cursor` of this feed, or "now"',
  base_revision: 'the `revision` of an answer',
}

const expired = (name: CursorName): Problem =>
  invalid(`The ${name} is of a time that is no longer kept. ${remedies[name]}`, { reason: 'cursor_expired' })

const remedies: Record<CursorName, string> = {
  start_cursor: 'Take a new one with "start_cursor=now", then list everything once, then go on from it.',
  base_revision: 'Read the page again and make the edits anew.',
}
