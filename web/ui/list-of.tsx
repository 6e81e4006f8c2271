import { Skeleton } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Failed } from './failed.tsx'

interface Props<T> {
  query: UseQueryResult<T[]>
  /** What stands in place of an empty list. */
  empty: ReactNode
  children: (items: T[]) => ReactNode
}

/** A list that is on its way, could not be had, is empty, or is there. */
export function ListOf<T>({ query: { data, error, refetch }, empty, children }: Props<T>) {
  if (error) return <Failed error={error} reset={() => refetch()} />
  if (data === undefined) return waiting
  return data.length === 0 ? empty : children(data)
}

const waiting = (
  <div role="status" aria-label="Loading">
    {[1, 2, 3].map((key) => (
      <Skeleton key={key} height={44} mb="xs" radius="md" />
    ))}
  </div>
)
