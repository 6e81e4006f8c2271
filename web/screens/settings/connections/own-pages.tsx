import { Modal, Text, Title } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { OfferedConnection } from '../../../data/connections.ts'
import { ownReachedQuery, type ReachedNode } from '../../../data/hub.ts'
import { addToPage, takeBotOffPage } from '../../../data/page-connections.ts'
import { useSession } from '../../../data/session.ts'
import { allPages } from '../../../ui/all-pages.ts'
import { ListOf } from '../../../ui/list-of.tsx'
import { MoreAsScrolled } from '../../../ui/more-as-scrolled.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'
import { PagePicker } from '../../hub/page-picker.tsx'
import { Reached } from '../../hub/reached.tsx'

interface Props {
  connection: Pick<OfferedConnection, 'id' | 'name' | 'bot_id'>
  onClose: () => void
}

/** What a connection may reach that acts for oneself, chosen again: some pages more, others no longer. */
export function OwnPages({ connection: { id, name, bot_id }, onClose }: Props) {
  const query = useInfiniteQuery(ownReachedQuery(useSession(), id))
  const reached = new Set(query.data?.pages.flatMap(({ results }) => results.map(({ id }) => id)))
  const take = (node: ReachedNode) =>
    takeBotOffPage({ type: node.object, id: node.id }, bot_id!).then(
      () => tell(`${name} reaches “${node.title || 'Untitled'}” no more.`),
      tellFailure,
    )
  return (
    <Modal opened onClose={onClose} title={`Pages of ${name}`} size="lg">
      <Text size="sm" mb="xs">
        {name} reaches these for you, and all that stands below them, now and later.
      </Text>
      <ListOf query={allPages(query)} empty={<Text c="dimmed">It reaches no page yet.</Text>}>
        {(nodes) => (
          <>
            <Reached nodes={nodes} canTake={({ inherited }) => !inherited} onTake={take} />
            <MoreAsScrolled query={query} />
          </>
        )}
      </ListOf>
      <Title order={3} size="h5" mt="lg" mb="xs">
        Choose pages
      </Title>
      <PagePicker
        isTaken={(one) => reached.has(one)}
        needsFullAccess
        onPick={(item) =>
          addToPage(item, id).then(() => tell(`${name} reaches “${item.title || 'Untitled'}”.`), tellFailure)
        }
      />
    </Modal>
  )
}
