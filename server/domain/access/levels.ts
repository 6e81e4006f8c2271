/** Levels of page access. Each includes those before it. */
export const levels = { view: 1, comment: 2, edit_content: 3, edit: 4, full_access: 5 } as const

export type LevelName = keyof typeof levels

const names = Object.keys(levels) as LevelName[]

/** The name of a level as it is stored. */
export const levelNamed = (level: number): LevelName => names[level - 1]!

/** What a verb asks of an object: `read` is any level at all. */
export type Level = 'read' | 'comment' | 'edit_content' | 'edit' | 'full_access'

export const levelNeeded: Record<Level, number> = {
  read: levels.view,
  comment: levels.comment,
  edit_content: levels.edit_content,
  edit: levels.edit,
  full_access: levels.full_access,
}

interface Implied {
  read: 'read'
  comment: 'read' | 'comment'
  edit_content: 'read' | 'comment' | 'edit_content'
  edit: 'read' | 'comment' | 'edit_content' | 'edit'
  full_access: Level
}

declare const granted: unique symbol

/**
 * An object that the actor was found to have at least level `L` on. Only `domain/access` makes one, so
 * a verb that asks for it cannot be called with an object that nobody checked.
 */
export type Granted<T, L extends Level> = T & { readonly [granted]: { readonly [K in Implied[L]]: true } }
