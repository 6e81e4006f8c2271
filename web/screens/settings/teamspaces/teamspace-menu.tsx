import { Menu, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArchive, IconLogout, IconSettings } from '@tabler/icons-react'
import { useSession } from '../../../data/session.ts'
import { type Teamspace, teamspaceActs } from '../../../data/teamspaces.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { MoreMenu } from '../../../ui/more-menu.tsx'
import { tell } from '../../../ui/tell.ts'

const TeamspaceForm = lazyPart(() => import('./teamspace-form.tsx'), 'TeamspaceForm')

interface Props {
  label: string
  teamspace: Teamspace
  manages: boolean
}

/** The ••• beside a teamspace. */
export function TeamspaceMenu({ label, teamspace, manages }: Props) {
  const acts = teamspaceActs(useSession())
  const [isChanging, changing] = useDisclosure(false)
  const [isLeaving, leaving] = useDisclosure(false)
  const [isArchiving, archiving] = useDisclosure(false)
  const { id, name } = teamspace
  return (
    <>
      <MoreMenu label={label}>
        {manages && (
          <Menu.Item leftSection={<IconSettings size={16} />} onClick={changing.open}>
            Settings
          </Menu.Item>
        )}
        {teamspace.role !== null && (
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={leaving.open}>
            Leave
          </Menu.Item>
        )}
        {manages && (
          <Menu.Item color="red" leftSection={<IconArchive size={16} />} onClick={archiving.open}>
            Archive
          </Menu.Item>
        )}
      </MoreMenu>
      {isChanging && <TeamspaceForm teamspace={teamspace} onClose={changing.close} />}
      <Confirm
        isOpen={isLeaving}
        onClose={leaving.close}
        title={`Leave ${name}?`}
        action="Leave"
        isDestructive
        run={() => acts.leave(id).then(() => tell(`You are in ${name} no more.`))}
      >
        <Text size="sm">
          You lose the pages that you reach through it alone.{' '}
          {teamspace.visibility === 'open'
            ? 'You may join again at any time.'
            : 'To come back you need somebody who takes you in.'}
        </Text>
      </Confirm>
      <Confirm
        isOpen={isArchiving}
        onClose={archiving.close}
        title={`Archive ${name}?`}
        action="Archive"
        isDestructive
        run={() => acts.archive(id).then(() => tell(`${name} is archived.`))}
      >
        <Text size="sm">
          Nobody reaches its pages until an owner of the workspace restores it. Nothing is deleted.
        </Text>
      </Confirm>
    </>
  )
}
