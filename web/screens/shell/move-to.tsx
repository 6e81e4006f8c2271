import { IconLock, IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Destination } from '../../data/destination.ts'
import { useSession } from '../../data/session.ts'
import { ownTeamspacesQuery } from '../../data/teamspaces.ts'
import type { TreeItem } from '../../data/tree.ts'
import { type Choice, PickPlace } from './pick-place.tsx'
import { mayMove, nameOf } from './places.ts'

interface Props {
  item: TreeItem
  onClose: () => void
  /** `to` is what is said of it. */
  onChoose: (parent: Destination, to: string) => void
}

/** Asks where a page or database is to go: a section, a teamspace, or a page. */
export const MoveTo = ({ item, onClose, onChoose }: Props) => (
  <PickPlace
    what={`“${nameOf(item)}”`}
    tops={useTops(item)}
    mayHold={(page) => mayHold(page, item)}
    onClose={onClose}
    onChoose={({ parent, to }) => onChoose(parent, to)}
  />
)

/** Tops of the tree. A database stands in a page, and what others get at takes full access. */
function useTops(item: TreeItem): Choice[] {
  const session = useSession()
  const { data: teamspaces = [] } = useQuery(ownTeamspacesQuery(session))
  if (item.type === 'database' || item.level !== 'full_access' || session.user.role === 'guest') return []
  return [
    {
      key: 'private',
      icon: <IconLock size={20} stroke={1.5} aria-hidden />,
      name: 'Private',
      parent: { private: true },
      to: 'your private pages',
    },
    ...teamspaces.map(({ id, name }) => ({
      key: id,
      icon: <IconUsers size={20} stroke={1.5} aria-hidden />,
      name,
      parent: { teamspace_id: id },
      to: `“${name}”`,
    })),
  ]
}

const mayHold = (page: TreeItem, item: TreeItem): boolean =>
  mayMove(page) && page.id !== item.id && (item.parent as { page_id?: string }).page_id !== page.id
