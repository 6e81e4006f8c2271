import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { idInUrl } from '#shared/objects/urls.ts'
import type { Permission } from '../../data/permissions.ts'
import { useSession } from '../../data/session.ts'
import { ownTeamspacesQuery } from '../../data/teamspaces.ts'
import { pathQuery, type TreeItem } from '../../data/tree.ts'
import classes from './origin.module.css'

/** Where a permission comes from: what stands above is named and linked as far as one sees it. */
export function Origin({ item, from }: { item: TreeItem; from: Permission['inherited_from'] }) {
  const session = useSession()
  const { data: path = [] } = useQuery(pathQuery(item.id))
  const { data: teamspaces = [] } = useQuery(ownTeamspacesQuery(session))
  if (from === null) return 'Added here'
  if (from.type === 'workspace') return `From the workspace ${session.workspace.name}`
  if (from.type === 'teamspace_id') {
    const name = teamspaces.find(({ id }) => id === from.teamspace_id)?.name
    return name ? `From the teamspace ${name}` : 'From a teamspace'
  }
  const id = from.type === 'page_id' ? from.page_id : from.database_id
  const above = path.find((one) => one.id === id)
  if (!above) return 'From a page above that you do not see'
  return (
    <>
      From{' '}
      <Link to="/$name" params={{ name: idInUrl(id) }} className={classes.link}>
        {above.title || 'Untitled'}
      </Link>
    </>
  )
}
