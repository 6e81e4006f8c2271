import { ActionIcon, Avatar, Button, Menu, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconDots, IconMail, IconMailForward, IconMailX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type Invitation, invitationsQuery, peopleActs } from '../../../data/people.ts'
import { useSession } from '../../../data/session.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { Message } from '../../../ui/message.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'
import { dayOf } from '../../../ui/when.ts'
import { roleName } from './roles.ts'

/** Who was asked to join and has not yet. */
export const Invitations = ({ onInvite }: { onInvite: () => void }) => (
  <ListOf
    query={useQuery(invitationsQuery)}
    empty={
      <Message
        icon={<IconMail size={36} stroke={1.2} />}
        title="No invitations are waiting"
        actions={
          <Button mt="sm" variant="default" onClick={onInvite}>
            Invite somebody
          </Button>
        }
      >
        Whoever you invite is listed here until they join.
      </Message>
    }
  >
    {(invitations) => (
      <Lines label="Invitations">
        {invitations.map((invitation) => (
          <Line
            key={invitation.id}
            mark={
              <Avatar aria-hidden>
                <IconMail size={18} stroke={1.5} />
              </Avatar>
            }
            title={invitation.email}
            more={`${roleName(invitation.role)} · invited ${dayOf(invitation.created_time)} · ends ${dayOf(invitation.expires_time)}`}
          >
            <InvitationMenu invitation={invitation} />
          </Line>
        ))}
      </Lines>
    )}
  </ListOf>
)

function InvitationMenu({ invitation: { id, email } }: { invitation: Invitation }) {
  const acts = peopleActs(useSession())
  const [isAsking, asking] = useDisclosure(false)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`More about the invitation of ${email}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconMailForward size={16} />}
            onClick={() => acts.resend(id).then(() => tell('The invitation is sent again.'), tellFailure)}
          >
            Send again
          </Menu.Item>
          <Menu.Item color="red" leftSection={<IconMailX size={16} />} onClick={asking.open}>
            Take back
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        isOpen={isAsking}
        onClose={asking.close}
        title="Take the invitation back?"
        action="Take back"
        isDestructive
        run={() => acts.cancel(id).then(() => tell('The invitation is taken back.'))}
      >
        <Text size="sm">The link that {email} has stops working, and so does what was shared with them.</Text>
      </Confirm>
    </>
  )
}
