import { Menu, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { type Group, peopleActs } from '../../../data/people.ts'
import { useSession } from '../../../data/session.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { MoreMenu } from '../../../ui/more-menu.tsx'
import { tell } from '../../../ui/tell.ts'

const GroupName = lazyPart(() => import('./group-name.tsx'), 'GroupName')

/** The ••• beside a group. */
export function GroupMenu({ label, group }: { label: string; group: Group }) {
  const acts = peopleActs(useSession())
  const [isNaming, naming] = useDisclosure(false)
  const [isAsking, asking] = useDisclosure(false)
  return (
    <>
      <MoreMenu label={label}>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={naming.open}>
          Rename
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={asking.open}>
          Delete group
        </Menu.Item>
      </MoreMenu>
      {isNaming && <GroupName group={group} onClose={naming.close} />}
      <Confirm
        isOpen={isAsking}
        onClose={asking.close}
        title={`Delete ${group.name}?`}
        action="Delete group"
        isDestructive
        run={() => acts.deleteGroup(group.id).then(() => tell(`${group.name} is deleted.`))}
      >
        <Text size="sm">
          {group.member_count === 1 ? 'The one person' : `The ${group.member_count} people`} in it lose the
          pages that they reach through it alone. They stay members. This cannot be undone.
        </Text>
      </Confirm>
    </>
  )
}
