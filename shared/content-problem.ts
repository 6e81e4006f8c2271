import { invalid, type Problem } from './problem.ts'

/** Well-formed content that cannot be kept, in the words Notion has for it. */
export const contentProblem = (line: string): Problem =>
  invalid(`Content creation Failed. Fix the following: \n${line}`)
