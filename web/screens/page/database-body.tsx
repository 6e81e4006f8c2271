import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { idInUrl } from '#shared/objects/urls.ts'
import { rowsQuery } from '../../data/databases.ts'
import { titleOf } from '../../data/pages.ts'
import { Failed } from '../../ui/failed.tsx'
import { Loading } from '../../ui/loading.tsx'
import { NodeIcon } from '../../ui/node-icon.tsx'
import classes from './page-body.module.css'

/** The rows of a database by their titles, to open them. */
export function DatabaseBody({ id }: { id: string }) {
  const { data: rows, error, refetch } = useQuery(rowsQuery(id))
  if (error) return <Failed error={error} reset={() => refetch()} />
  if (!rows) return <Loading />
  return (
    <div className={classes.body}>
      {rows.length === 0 && <Text c="dimmed">There are no rows yet.</Text>}
      {rows.map((row) => (
        <Link key={row.id} to="/$name" params={{ name: idInUrl(row.id) }} className={classes.link}>
          <NodeIcon icon={row.icon} type="page" />
          {titleOf(row) || 'Untitled'}
        </Link>
      ))}
    </div>
  )
}
