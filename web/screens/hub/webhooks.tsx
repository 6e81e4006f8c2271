import { Button, Text } from '@mantine/core'
import { IconPlus, IconWebhook } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Connection } from '../../data/hub.ts'
import { useSession } from '../../data/session.ts'
import { subscriptionsQuery } from '../../data/subscriptions.ts'
import { Line, Lines } from '../../ui/lines.tsx'
import { ListOf } from '../../ui/list-of.tsx'
import { Message } from '../../ui/message.tsx'
import { Section } from '../../ui/section.tsx'
import { counted } from './counted.ts'
import { NewWebhook } from './new-webhook.tsx'
import { WebhookOf } from './webhook.tsx'
import { WebhookState } from './webhook-state.tsx'

/** Where a connection is told what happens. */
export function Webhooks({ connection }: { connection: Connection }) {
  const session = useSession()
  const query = useQuery(subscriptionsQuery(connection.id))
  const [shown, setShown] = useState<'new' | string | null>(null)
  // What opens stands where a long list or form was scrolled to.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is shown now begins at its top
  useEffect(() => {
    scrollTo({ top: 0 })
  }, [shown])
  const webhook = query.data?.find(({ id }) => id === shown)
  if (shown === 'new') {
    return (
      <NewWebhook connection={connection} onMade={({ id }) => setShown(id)} onCancel={() => setShown(null)} />
    )
  }
  if (webhook) {
    return (
      <WebhookOf key={webhook.id} connection={connection} webhook={webhook} onLeave={() => setShown(null)} />
    )
  }
  const create = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setShown('new')}>
      New webhook
    </Button>
  )
  return (
    <Section
      title="Webhooks"
      says={`Your server is told what happens in ${session.workspace.name}, to what the connection reaches there.${connection.kind === 'public' ? ' In another workspace a bot subscribes by the API, with a token of that workspace.' : ''}`}
      action={(query.data?.length ?? 0) > 0 && create}
    >
      <ListOf
        query={query}
        empty={
          <Message icon={<IconWebhook size={36} stroke={1.2} />} title="No webhooks yet" actions={create}>
            Give an address and what it is to be told. It is sent a token first, which you show here.
          </Message>
        }
      >
        {(webhooks) => (
          <Lines label="Webhooks">
            {webhooks.map((one) => (
              <Line
                key={one.id}
                mark={<IconWebhook size={20} stroke={1.5} aria-hidden />}
                title={one.url}
                more={
                  <Text size="xs" component="span">
                    {counted(one.event_types.length, 'event type', 'event types')} · {one.api_version}
                  </Text>
                }
              >
                <WebhookState webhook={one} />
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`Open ${one.url}`}
                  onClick={() => setShown(one.id)}
                >
                  Open
                </Button>
              </Line>
            ))}
          </Lines>
        )}
      </ListOf>
    </Section>
  )
}
