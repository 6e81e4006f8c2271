import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { blocksQuery } from '../../data/blocks.ts'
import { Failed } from '../../ui/failed.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Blocks } from './blocks.tsx'
import classes from './page-body.module.css'

/** What is written on a page, to read. */
export function PageBody({ id }: { id: string }) {
  const { data: blocks, error, refetch } = useQuery(blocksQuery(id, id))
  if (error) return <Failed error={error} reset={() => refetch()} />
  if (!blocks) return <Loading />
  return (
    <div className={classes.body}>
      {blocks.length === 0 ? (
        <Text c="dimmed">This page is empty.</Text>
      ) : (
        <Blocks blocks={blocks} pageId={id} />
      )}
    </div>
  )
}
