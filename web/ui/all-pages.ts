import type { UseInfiniteQueryResult, UseQueryResult } from '@tanstack/react-query'

interface Pages<T> {
  pages: { results: T[] }[]
}

/** A query of pages as one of all their results so far, for `ListOf`. */
export const allPages = <T>(query: UseInfiniteQueryResult<Pages<T>>): UseQueryResult<T[]> =>
  ({ ...query, data: query.data?.pages.flatMap(({ results }) => results) }) as unknown as UseQueryResult<T[]>
