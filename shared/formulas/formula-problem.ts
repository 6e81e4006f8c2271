import { invalid, type Problem } from '../problem.ts'

/** A piece of an expression: from `start` up to `end`, in UTF-16 units. */
export interface Span {
  readonly start: number
  readonly end: number
}

const shownText = 40

/** What is wrong with an expression, where, and in which words of it. Lines and columns count from 1. */
export function formulaProblem(expression: string, { start, end }: Span, reason: string): Problem {
  const before = expression.slice(0, start).split('\n')
  const place = `line ${before.length}, column ${before.at(-1)!.length + 1}`
  const words = expression.slice(start, end)
  const near =
    words === '' ? '' : ` near \`${words.length > shownText ? `${words.slice(0, shownText)}…` : words}\``
  return invalid(`Error in formula at ${place}${near}: ${reason}`)
}
