import { invalid } from '#shared/problem.ts'

/** Milliseconds since 1970; a date without a time is its first moment in UTC. */
export function readTime(path: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw invalid(`${path} should be a valid ISO 8601 date string.`)
  return time
}
