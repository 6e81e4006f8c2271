import { Badge, Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconDeviceDesktop } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { accountActs, type SignedInAt, sessionsQuery } from '../../../data/account.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { Section } from '../../../ui/section.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'
import { momentOf } from '../../../ui/when.ts'

/** The browsers that one is signed in at. */
export function Sessions() {
  const query = useQuery(sessionsQuery)
  const [isAsking, asking] = useDisclosure(false)
  const others = query.data?.filter(({ is_current }) => !is_current).length ?? 0
  return (
    <Section
      title="Where you are signed in"
      action={
        others > 0 && (
          <Button size="xs" variant="default" onClick={asking.open}>
            Sign out everywhere else
          </Button>
        )
      }
    >
      <ListOf query={query} empty={null}>
        {(sessions) => (
          <Lines label="Sessions">
            {sessions.map((session) => (
              <SessionLine key={session.id} session={session} />
            ))}
          </Lines>
        )}
      </ListOf>
      <Confirm
        isOpen={isAsking}
        onClose={asking.close}
        title="Sign out everywhere else?"
        action="Sign out"
        isDestructive
        run={() => accountActs.endOtherSessions().then(() => tell('You are signed in here alone.'))}
      >
        <Text size="sm">Every other browser that you are signed in at asks you to sign in again.</Text>
      </Confirm>
    </Section>
  )
}

function SessionLine({ session }: { session: SignedInAt }) {
  const { id, browser, ip_address: address, is_current: isCurrent, last_seen_time: seen } = session
  const name = browser ?? 'A browser'
  const end = () => accountActs.endSession(id).then(() => tell('It is signed out.'), tellFailure)
  return (
    <Line
      mark={<IconDeviceDesktop size={24} stroke={1.5} aria-hidden />}
      title={name}
      more={[
        address,
        `last seen ${momentOf(seen)}`,
        session.has_two_factors ? 'with two factors' : 'with one factor',
      ]
        .filter(Boolean)
        .join(' · ')}
    >
      {isCurrent ? (
        <Badge variant="dot">this one</Badge>
      ) : (
        <Button size="xs" variant="default" aria-label={`Sign out of ${name}`} onClick={end}>
          Sign out
        </Button>
      )}
    </Line>
  )
}
