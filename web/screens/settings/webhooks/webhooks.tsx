import { Anchor, Badge, Button } from '@mantine/core'
import { IconWebhook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { connectionsQuery } from '../../../data/connections.ts'
import { useSession } from '../../../data/session.ts'
import { type Webhook, webhookActs, webhooksQuery } from '../../../data/webhooks.ts'
import { Line, Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { Message } from '../../../ui/message.tsx'
import { ScreenHead } from '../../../ui/screen-head.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'
import { Deliveries } from './deliveries.tsx'

/** Settings → Webhook deliveries: what connections are told, and whether it came. */
export function Webhooks() {
  const session = useSession()
  const query = useQuery(webhooksQuery)
  const { data: connections = [] } = useQuery(connectionsQuery(session))
  const [shownId, setShownId] = useState<string | null>(null)
  const shown = query.data?.find(({ id }) => id === shownId)
  return (
    <>
      <ScreenHead title="Webhook deliveries">
        Where connections are told what happens, what was sent, and what came back. Subscriptions are made in
        the{' '}
        <Anchor href="/my-integrations" inherit underline="always">
          developer hub
        </Anchor>
        .
      </ScreenHead>
      <ListOf
        query={query}
        empty={
          <Message icon={<IconWebhook size={36} stroke={1.2} />} title="No subscriptions">
            When a connection subscribes to events, what it is sent is listed here.
          </Message>
        }
      >
        {(webhooks) => (
          <Lines label="Subscriptions">
            {webhooks.map((webhook) => (
              <SubscriptionLine
                key={webhook.id}
                webhook={webhook}
                connection={connections.find(({ id }) => id === webhook.connection_id)?.name}
                isShown={webhook.id === shownId}
                onShow={() => setShownId(webhook.id === shownId ? null : webhook.id)}
              />
            ))}
          </Lines>
        )}
      </ListOf>
      {shown && <Deliveries key={shown.id} webhook={shown} />}
    </>
  )
}

interface LineProps {
  webhook: Webhook
  connection: string | undefined
  isShown: boolean
  onShow: () => void
}

function SubscriptionLine({ webhook, connection, isShown, onShow }: LineProps) {
  const { id, url, state, event_types: types } = webhook
  const setState = (wanted: 'active' | 'paused', says: string) =>
    webhookActs.setState(id, wanted).then(() => tell(says), tellFailure)
  return (
    <Line
      mark={<IconWebhook size={24} stroke={1.5} aria-hidden />}
      title={url}
      more={[connection, whyNot(webhook), types.join(', ')].filter(Boolean).join(' · ')}
    >
      <Badge variant="dot" color={colors[state]}>
        {names[state]}
      </Badge>
      {state === 'paused' && (
        <Button
          size="xs"
          variant="default"
          aria-label={`Enable ${url}`}
          onClick={() => setState('active', 'It is told again what happens, from where it stopped.')}
        >
          Enable
        </Button>
      )}
      {state === 'active' && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          aria-label={`Pause ${url}`}
          onClick={() => setState('paused', 'It is paused. What happens meanwhile waits.')}
        >
          Pause
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        aria-expanded={isShown}
        aria-label={`Deliveries to ${url}`}
        onClick={onShow}
      >
        Deliveries
      </Button>
    </Line>
  )
}

const names: Record<Webhook['state'], string> = {
  pending_verification: 'not verified',
  active: 'active',
  paused: 'paused',
  deleted: 'deleted',
}

const colors: Record<Webhook['state'], string> = {
  pending_verification: 'yellow',
  active: 'leaf',
  paused: 'orange',
  deleted: 'gray',
}

const reasons: Record<NonNullable<Webhook['paused_reason']>, string> = {
  requested: 'Somebody paused it',
  failing: 'Paused because its address failed again and again',
  gone: 'Paused because its address answered that it is gone (410)',
}

const whyNot = ({ state, paused_reason: reason }: Webhook): string | null => {
  if (state === 'pending_verification') return 'Its address has not shown its token yet'
  return reason && reasons[reason]
}
