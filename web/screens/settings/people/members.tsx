import { Badge, Button, Tabs } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { invitationsQuery, managesMembers } from '../../../data/people.ts'
import { useSession } from '../../../data/session.ts'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { ScreenHead } from '../../../ui/screen-head.tsx'
import { PeopleList } from './people-list.tsx'

const Invite = lazyPart(() => import('./invite.tsx'), 'Invite')
const Invitations = lazyPart(() => import('./invitations.tsx'), 'Invitations')

/** Settings → Members: who is in the workspace, guests, and who was asked to join. */
export function Members() {
  const session = useSession()
  const mayManage = managesMembers(session)
  const { data: invitations = [] } = useQuery({ ...invitationsQuery, enabled: mayManage })
  const [isInviting, inviting] = useDisclosure(false)
  return (
    <>
      <ScreenHead
        title="Members"
        action={
          mayManage && (
            <Button leftSection={<IconUserPlus size={16} />} onClick={inviting.open}>
              Invite
            </Button>
          )
        }
      >
        People of {session.workspace.name}, and what each may do.
      </ScreenHead>
      <Tabs defaultValue="members" keepMounted={false}>
        <Tabs.List mb="xs">
          <Tabs.Tab value="members">Members</Tabs.Tab>
          <Tabs.Tab value="guests">Guests</Tabs.Tab>
          {mayManage && (
            <Tabs.Tab
              value="invitations"
              rightSection={invitations.length > 0 ? <Badge size="sm">{invitations.length}</Badge> : null}
            >
              Invitations
            </Tabs.Tab>
          )}
        </Tabs.List>
        <Tabs.Panel value="members">
          <PeopleList kind="members" />
        </Tabs.Panel>
        <Tabs.Panel value="guests">
          <PeopleList kind="guests" />
        </Tabs.Panel>
        <Tabs.Panel value="invitations">
          <Invitations onInvite={inviting.open} />
        </Tabs.Panel>
      </Tabs>
      {isInviting && <Invite onClose={inviting.close} />}
    </>
  )
}
