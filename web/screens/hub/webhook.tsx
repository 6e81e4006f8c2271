import { Button, Group, Text } from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import { useState } from 'react'
import type { Connection } from '../../data/hub.ts'
import { subscriptionActs, type Webhook } from '../../data/subscriptions.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { Section } from '../../ui/section.tsx'
import { tell, tellFailure } from '../../ui/tell.ts'
import { Deliveries } from '../settings/webhooks/deliveries.tsx'
import { counted } from './counted.ts'
import { EventTypesField } from './event-types-field.tsx'
import { SaveForm } from './save-form.tsx'
import { VerifyWebhook } from './verify-webhook.tsx'
import { WebhookState } from './webhook-state.tsx'

interface Props {
  connection: Connection
  webhook: Webhook
  onLeave: () => void
}

/** One webhook: how far it is verified, what it is told of, and what it was sent. */
export function WebhookOf({ connection, webhook, onLeave }: Props) {
  const { id, url, state, api_version } = webhook
  const [isAsking, setAsking] = useState(false)
  const setState = (wanted: 'active' | 'paused') =>
    subscriptionActs
      .change(id, { state: wanted })
      .then(
        () =>
          tell(
            wanted === 'paused'
              ? 'What happens now waits until you resume it.'
              : 'It is told again, first what waited.',
          ),
        tellFailure,
      )
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        ml={-8}
        leftSection={<IconChevronLeft size={16} aria-hidden />}
        onClick={onLeave}
      >
        Webhooks
      </Button>
      <Section
        title={url}
        says={`API version ${api_version} · ${counted(webhook.event_types.length, 'event type', 'event types')}`}
        action={<WebhookState webhook={webhook} />}
      >
        <Group gap="xs">
          {state === 'active' && (
            <Button variant="default" onClick={() => setState('paused')}>
              Pause
            </Button>
          )}
          {state === 'paused' && <Button onClick={() => setState('active')}>Resume</Button>}
          <Button variant="default" c="red.6" onClick={() => setAsking(true)}>
            Delete webhook
          </Button>
        </Group>
      </Section>
      {state === 'pending_verification' && <VerifyWebhook webhook={webhook} />}
      <Deliveries webhook={webhook} />
      <Types connection={connection} webhook={webhook} />
      <Confirm
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title="Delete this webhook?"
        action="Delete webhook"
        isDestructive
        run={async () => {
          // First, or what is shown here would be asked for once more.
          onLeave()
          await subscriptionActs.remove(id)
          tell('The webhook is deleted.')
        }}
      >
        <Text size="sm">
          {url} is told nothing any more. What waits to be sent is not sent, and its deliveries are forgotten.
        </Text>
      </Confirm>
    </>
  )
}

function Types({ connection, webhook }: { connection: Connection; webhook: Webhook }) {
  const [types, setTypes] = useState(webhook.event_types)
  const wanted = [...types].sort().join()
  return (
    <SaveForm
      title="Event types"
      isChanged={types.length > 0 && wanted !== [...webhook.event_types].sort().join()}
      save={() => subscriptionActs.change(webhook.id, { event_types: types })}
      note="What you save holds for what happens from now on."
    >
      <EventTypesField
        version={webhook.api_version}
        capabilities={connection.capabilities}
        value={types}
        onChange={setTypes}
      />
    </SaveForm>
  )
}
