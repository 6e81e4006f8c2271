import { ActionIcon, Menu, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  IconArrowForwardUp,
  IconDots,
  IconLink,
  IconStar,
  IconStarOff,
  IconTable,
  IconTrash,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConnectionOnPage } from '../../data/page-connections.ts'
import { setFavorite, setInTrash } from '../../data/pages.ts'
import { favoritesQuery, type TreeItem } from '../../data/tree.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { tell, tellFailure } from '../../ui/tell.ts'
import { ConnectionItems } from '../page-connections/connection-items.tsx'
import { DisconnectHere } from '../page-connections/disconnect-here.tsx'
import { useNewDatabase } from './new-page.tsx'
import { useShell } from './shell-context.ts'

interface Props {
  item: TreeItem
  size?: 'sm' | 'lg'
}

const PageConnections = lazyPart(() => import('../page-connections/page-connections.tsx'), 'PageConnections')

/** What can be done with a page or database from anywhere. */
export function NodeMenu({ item, size = 'sm' }: Props) {
  const { askWhere } = useShell()
  const { data: favorites = [] } = useQuery(favoritesQuery)
  const [isAsking, asking] = useDisclosure(false)
  const [isConnecting, connecting] = useDisclosure(false)
  const [left, setLeft] = useState<ConnectionOnPage | null>(null)
  const isFavorite = favorites.some(({ id }) => id === item.id)
  const title = item.title || 'Untitled'
  const mayTrash = item.level === 'full_access' || item.level === 'edit'
  const createDatabase = useNewDatabase()
  const copyLink = async () => {
    await navigator.clipboard.writeText(item.url)
    tell('The link is copied.')
  }
  return (
    <>
      <Menu position="bottom-end" width={300}>
        <Menu.Target>
          <ActionIcon size={size} variant="subtle" color="gray" aria-label={`More about ${title}`}>
            <IconDots size={size === 'sm' ? 16 : 20} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={isFavorite ? <IconStarOff size={16} /> : <IconStar size={16} />}
            onClick={() => setFavorite(item, !isFavorite).catch(tellFailure)}
          >
            {isFavorite ? 'Remove from favorites' : 'Add to favorites'}
          </Menu.Item>
          <Menu.Item leftSection={<IconLink size={16} />} onClick={copyLink}>
            Copy link
          </Menu.Item>
          {mayTrash && item.type === 'page' && (
            <Menu.Item
              leftSection={<IconTable size={16} />}
              onClick={() => createDatabase({ type: 'page_id', page_id: item.id })}
            >
              New database in it
            </Menu.Item>
          )}
          {mayTrash && item.parent.type !== 'data_source_id' && (
            <Menu.Item leftSection={<IconArrowForwardUp size={16} />} onClick={() => askWhere(item)}>
              Move to…
            </Menu.Item>
          )}
          {mayTrash && (
            <>
              <Menu.Divider />
              <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={asking.open}>
                Move to trash
              </Menu.Item>
            </>
          )}
          <Menu.Divider />
          <ConnectionItems item={item} onDisconnect={setLeft} onOpen={connecting.open} />
        </Menu.Dropdown>
      </Menu>
      <DisconnectHere item={item} connection={left} onClose={() => setLeft(null)} />
      {isConnecting && <PageConnections item={item} onClose={connecting.close} />}
      <Confirm
        isOpen={isAsking}
        onClose={asking.close}
        title={`Move “${title}” to the trash?`}
        action="Move to trash"
        isDestructive
        run={() => setInTrash(item, true)}
      >
        <Text>
          Whatever stands in it goes along, for everybody who has access. It can be restored from the trash.
        </Text>
      </Confirm>
    </>
  )
}
