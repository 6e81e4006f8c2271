import { Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import type { Comment } from './comment.ts'

/** A comment is its author's: nobody else changes or removes it. */
export function refuseOthers({ actor }: Context, { id, createdBy }: Comment): void {
  if (createdBy === actor.userId) return
  throw new Problem(
    'forbidden',
    `Comment with ID ${id} was written by another user. Only its author can change or delete it.`,
  )
}
