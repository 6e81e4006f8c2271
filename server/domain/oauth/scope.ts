import type { Capabilities } from '../access/capabilities.ts'
import { OAuthProblem } from './problem.ts'

/** The words of a scope, each with the capability it asks for. */
const words = {
  read_content: ({ content }) => content.includes('read'),
  update_content: ({ content }) => content.includes('update'),
  insert_content: ({ content }) => content.includes('insert'),
  read_comments: ({ comments }) => comments.includes('read'),
  insert_comments: ({ comments }) => comments.includes('insert'),
  read_user: ({ user_info }) => user_info !== 'none',
} as const satisfies Record<string, (capabilities: Capabilities) => boolean>

type Word = keyof typeof words

export const scopeWords = Object.keys(words) as Word[]

/** The words of a scope as a client sends it (RFC 6749 section 3.3). */
export function readScope(scope: string): Set<Word> {
  const asked = scope.split(' ').filter((word) => word !== '')
  const unknown = asked.find((word) => !(scopeWords as string[]).includes(word))
  if (unknown !== undefined || asked.length === 0) {
    throw new OAuthProblem('invalid_scope', `scope should be words of: ${scopeWords.join(', ')}.`)
  }
  return new Set(asked as Word[])
}

/**
 * What a person can agree to: the capabilities of the connection, or those among them that a scope names.
 * Nobody lets a program of others administer the workspace by a click.
 */
export function capabilitiesToGrant(capabilities: Capabilities, scope: string | null): Capabilities {
  if (scope === null) return { ...capabilities, administer: false }
  const asked = readScope(scope)
  return {
    content: capabilities.content.filter((one) => asked.has(`${one}_content`)),
    comments: capabilities.comments.filter((one) => asked.has(`${one}_comments`)),
    user_info: asked.has('read_user') ? capabilities.user_info : 'none',
    permissions: 'none',
    administer: false,
  }
}

/** The scope that stands for capabilities. */
export const scopeOf = (capabilities: Capabilities): string =>
  scopeWords.filter((word) => words[word](capabilities)).join(' ')
