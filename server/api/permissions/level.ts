import type { LevelName } from '#server/domain/access/levels.ts'
import { invalid } from '#shared/problem.ts'

/**
 * What levels are called elsewhere. `editor` gives the smaller right: whoever sends it means that somebody may edit,
 * though it has full access among Notion's own words.
 */
export const levelWords: Record<LevelName, readonly string[]> = {
  view: ['view', 'viewer', 'reader', 'read', 'read_only', 'can_view'],
  comment: ['comment', 'commenter', 'comment_only', 'can_comment'],
  edit_content: ['edit_content', 'content_editor'],
  edit: ['edit', 'editor', 'writer', 'write', 'read_and_write', 'can_edit'],
  full_access: ['full_access', 'full', 'owner', 'admin', 'manager', 'organizer'],
}

const levelOfWord = new Map(
  Object.entries(levelWords).flatMap(([level, all]) =>
    all.map((word) => [word, level as LevelName] as const),
  ),
)

/** The word that answers tell beside the level. */
export const roleOf = (level: LevelName): string => levelWords[level][level === 'full_access' ? 0 : 1]!

export interface LevelRequest {
  level?: string
  role?: string
  roles?: readonly string[]
}

/** The level that a request names, whichever way; undefined when it names none. */
export function levelIn({ level, role, roles }: LevelRequest, path: string): LevelName | undefined {
  const given = [
    ...(level === undefined ? [] : [{ word: level, key: 'level' }]),
    ...(role === undefined ? [] : [{ word: role, key: 'role' }]),
    ...(roles ?? []).map((word, index) => ({ word, key: `roles[${index}]` })),
  ]
  const meant = given.map(({ word, key }) => {
    const found = levelOfWord.get(word.trim().toLowerCase())
    if (found === undefined) throw unknownWord(`${path}.${key}`, word)
    return found
  })
  if (new Set(meant).size > 1) {
    throw invalid(
      `body failed validation: ${path} should name one level, instead named ${meant.join(' and ')}.`,
    )
  }
  return meant[0]
}

/** The same where one must be named. */
export function levelNeededIn(request: LevelRequest, path: string): LevelName {
  const level = levelIn(request, path)
  if (level !== undefined) return level
  throw invalid(`body failed validation: ${path}.level should be defined, instead was \`undefined\`.`)
}

const unknownWord = (path: string, word: string) =>
  invalid(
    `body failed validation: ${path} should be one of ${[...levelOfWord.keys()].map((one) => `\`"${one}"\``).join(', ')}, instead was \`${JSON.stringify(word.slice(0, 100).toWellFormed())}\`.`,
  )
