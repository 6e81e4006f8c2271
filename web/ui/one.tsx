import { Skeleton } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Failed } from './failed.tsx'

interface Props<T> {
  query: UseQueryResult<T>
  children: (value: T) => ReactNode
}

/** One thing that is on its way, could not be had, or is there. */
export function One<T>({ query: { data, error, refetch }, children }: Props<T>) {
  if (data !== undefined) return children(data)
  if (error) return <Failed error={error} reset={() => refetch()} />
  return (
    <div role="status" aria-label="Loading">
      <Skeleton height={24} width="40%" mb="sm" />
      <Skeleton height={96} mb="lg" radius="md" />
      <Skeleton height={96} radius="md" />
    </div>
  )
}
