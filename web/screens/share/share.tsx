import { Modal, Text } from '@mantine/core'
import { useSession } from '../../data/session.ts'
import type { TreeItem } from '../../data/tree.ts'
import { AccessList } from './access-list.tsx'
import { GeneralAccess } from './general-access.tsx'
import { Inheritance } from './inheritance.tsx'
import { InviteForm } from './invite-form.tsx'
import { PublicLink } from './public-link.tsx'

/** Who reaches a page or database, and giving it to others. */
export function Share({ item, onClose }: { item: TreeItem; onClose: () => void }) {
  const { user } = useSession()
  const mayShare = item.level === 'full_access'
  return (
    <Modal opened onClose={onClose} title={`Share “${item.title || 'Untitled'}”`} size="lg">
      {mayShare && user.role !== 'guest' && <InviteForm item={item} />}
      {!mayShare && (
        <Text size="sm" c="dimmed">
          You can see who has access. Whoever has full access can change it.
        </Text>
      )}
      <AccessList item={item} />
      {mayShare && <Inheritance item={item} />}
      <GeneralAccess item={item} />
      <PublicLink item={item} />
    </Modal>
  )
}
