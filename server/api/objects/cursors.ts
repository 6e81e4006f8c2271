import { invalid, type Problem } from '#shared/problem.ts'

export const invalidCursor = (cursor: string): Problem =>
  invalid(`The start_cursor provided is invalid: ${cursor}`)
