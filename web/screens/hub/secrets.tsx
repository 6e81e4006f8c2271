import { Badge, Button, Group, Radio, Stack, Text } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type Connection,
  type ConnectionSecret,
  hubActs,
  type SecretState,
  secretsQuery,
} from '../../data/hub.ts'
import { useSession } from '../../data/session.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { Line, Lines } from '../../ui/lines.tsx'
import { ListOf } from '../../ui/list-of.tsx'
import { Secret } from '../../ui/secret.tsx'
import { Section } from '../../ui/section.tsx'
import { tell, tellFailure } from '../../ui/tell.ts'
import { momentOf } from '../../ui/when.ts'

const names = { token: 'Token', client_secret: 'Client secret' } as const

/** What the program proves itself with: shown when it is asked for, given anew, and the one before ended. */
export function Secrets({ connection }: { connection: Connection }) {
  const { id, kind } = connection
  const session = useSession()
  const acts = hubActs(session)
  const query = useQuery(secretsQuery(session, id))
  const [shown, setShown] = useState<ConnectionSecret | null>(null)
  const [asked, setAsked] = useState<'rotate' | 'end' | null>(null)
  const [grace, setGrace] = useState('0')
  const hasPrevious = query.data?.some(({ state }) => state === 'previous') ?? false
  return (
    <Section
      title={kind === 'internal' ? 'Token' : 'Client secret'}
      says={
        kind === 'internal'
          ? 'The program sends it with each request. Whoever holds it may do what the connection may.'
          : 'The program’s server shows it when it exchanges a code. Keep it out of browsers and apps.'
      }
    >
      <ListOf
        query={query}
        empty={<Text size="sm">No secret works: the connection was disconnected. Rotate to get one.</Text>}
      >
        {(states) => (
          <Lines label="Secrets">
            {states.map((state) => (
              <Line
                key={`${state.kind} ${state.state} ${state.hint}`}
                mark={<IconKey size={20} stroke={1.5} aria-hidden />}
                title={`${names[state.kind]}${state.hint ? ` ••••${state.hint}` : ''}`}
                more={usedWords(state)}
              >
                {state.state === 'previous' && <Badge variant="default">previous</Badge>}
              </Line>
            ))}
          </Lines>
        )}
      </ListOf>
      <Stack gap="sm" mt="sm" maw="36rem">
        {shown?.token && <Shown label={names.token} value={shown.token} />}
        {shown?.client_secret && <Shown label={names.client_secret} value={shown.client_secret} />}
        <Group gap="xs">
          {shown ? (
            <Button variant="default" onClick={() => setShown(null)}>
              Hide
            </Button>
          ) : (
            <Button variant="default" onClick={() => acts.reveal(id).then(setShown, tellFailure)}>
              Show
            </Button>
          )}
          <Button variant="default" onClick={() => setAsked('rotate')}>
            Rotate
          </Button>
          {hasPrevious && (
            <Button variant="default" onClick={() => setAsked('end')}>
              End the previous one now
            </Button>
          )}
        </Group>
        <Text size="xs" c="dimmed">
          That it was shown or changed is in the audit log of {session.workspace.name}.
        </Text>
      </Stack>
      <Confirm
        isOpen={asked === 'rotate'}
        onClose={() => setAsked(null)}
        title="Rotate the secret?"
        action="Rotate"
        isDestructive={grace === '0'}
        run={async () => {
          setShown(await acts.rotate(id, Number(grace)))
          tell('The new secret works at once.')
        }}
      >
        <Stack gap="md">
          <Text size="sm">
            A new one works at once. Put it where the program runs before the present one stops.
          </Text>
          <Radio.Group label="The present one works on" value={grace} onChange={setGrace}>
            <Stack gap="xs" mt="xs">
              <Radio value="0" label="Not at all: it stops now" />
              <Radio value="3600" label="For an hour" />
              <Radio value="86400" label="For a day" />
              <Radio value="604800" label="For a week" />
            </Stack>
          </Radio.Group>
        </Stack>
      </Confirm>
      <Confirm
        isOpen={asked === 'end'}
        onClose={() => setAsked(null)}
        title="End the previous secret now?"
        action="End it"
        isDestructive
        run={() => acts.endPrevious(id).then(() => tell('The previous secret works no more.'))}
      >
        <Text size="sm">Programs that still use it are refused from their next request on.</Text>
      </Confirm>
    </Section>
  )
}

const Shown = ({ label, value }: { label: string; value: string }) => (
  <div>
    <Text size="sm" fw={500} mb={4}>
      {label}
    </Text>
    <Secret value={value} />
  </div>
)

/** Uses are written down once in some minutes. */
const usedWords = ({ hint, last_used_time, expires_time, created_time }: SecretState): string =>
  [
    created_time && `Made ${momentOf(created_time)}`,
    // Of what only a hash is kept of nobody knows.
    hint && (last_used_time ? `Last used ${momentOf(last_used_time)}` : 'Not used yet'),
    expires_time && `Works until ${momentOf(expires_time)}`,
  ]
    .filter(Boolean)
    .join(' · ')
