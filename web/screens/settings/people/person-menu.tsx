import { Menu, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  IconCheck,
  IconDeviceDesktopOff,
  IconHistory,
  IconUserMinus,
  IconUserPause,
  IconUserPlus,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type Person, peopleActs } from '../../../data/people.ts'
import { isOwner, useSession } from '../../../data/session.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { MenuGroup } from '../../../ui/menu-group.tsx'
import { MoreMenu } from '../../../ui/more-menu.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'
import { roles } from './roles.ts'

/** The ••• beside a person. */
export function PersonMenu({ label, person }: { label: string; person: Person }) {
  const { id, name, role, state, managed_by: manager } = person
  const session = useSession()
  const acts = peopleActs(session)
  const navigate = useNavigate()
  const [isAsking, asking] = useDisclosure(false)
  const [isEnding, ending] = useDisclosure(false)
  const who = name ?? 'This person'
  const isGuest = role === 'guest'
  const change = (what: Parameters<typeof acts.change>[1]) =>
    acts.change(id, what).then(() => tell(`${who} is changed.`), tellFailure)
  return (
    <>
      <MoreMenu label={label} width={290}>
        {manager && (
          <Text size="xs" c="dimmed" px="sm" py={6}>
            {manager.name} manages {who}. What you change here holds until {manager.name} says something of it
            again.
          </Text>
        )}
        <MenuGroup label={isGuest ? 'Make them a' : 'Role'}>
          {roles
            .filter(({ value }) => value !== 'guest' || isGuest)
            .filter(({ value }) => value !== 'owner' || isOwner(session))
            .map(({ value, label, says }) => (
              <Menu.Item
                key={value}
                rightSection={value === role ? <IconCheck size={16} aria-label="Chosen" /> : null}
                onClick={() => value !== role && change({ role: value })}
              >
                {label}
                <Text size="xs" c="dimmed">
                  {says}
                </Text>
              </Menu.Item>
            ))}
        </MenuGroup>
        <Menu.Divider />
        {state === 'suspended' ? (
          <Menu.Item leftSection={<IconUserPlus size={16} />} onClick={() => change({ state: 'active' })}>
            Let them in again
          </Menu.Item>
        ) : (
          <Menu.Item leftSection={<IconUserPause size={16} />} onClick={() => change({ state: 'suspended' })}>
            Suspend
          </Menu.Item>
        )}
        {isOwner(session) && (
          <>
            <Menu.Item leftSection={<IconDeviceDesktopOff size={16} />} onClick={ending.open}>
              End their sessions
            </Menu.Item>
            <Menu.Item
              leftSection={<IconHistory size={16} />}
              onClick={() => navigate({ to: '/settings/audit', search: { actor_id: id } })}
            >
              What they did
            </Menu.Item>
          </>
        )}
        <Menu.Item color="red" leftSection={<IconUserMinus size={16} />} onClick={asking.open}>
          Remove from workspace
        </Menu.Item>
      </MoreMenu>
      <Confirm
        isOpen={isEnding}
        onClose={ending.close}
        title={`End the sessions of ${who}?`}
        action="End sessions"
        isDestructive
        run={() =>
          acts
            .endSessions(id)
            .then(({ count }) =>
              tell(
                count === 0
                  ? `${who} was not signed in.`
                  : `${who} is signed out of ${session.workspace.name}.`,
              ),
            )
        }
      >
        <Text size="sm">
          They sign in to {session.workspace.name} again. In other workspaces they stay signed in, and their
          tokens go on.
        </Text>
      </Confirm>
      <Confirm
        isOpen={isAsking}
        onClose={asking.close}
        title={`Remove ${who}?`}
        action="Remove"
        isDestructive
        run={() => acts.remove(id).then(() => tell(`${who} is removed.`))}
      >
        <Text size="sm">
          They lose every page, group and teamspace of {session.workspace.name} at once, and their sessions
          and tokens end. What they wrote stays; whoever comes back within 30 days has it all again.
        </Text>
      </Confirm>
    </>
  )
}
