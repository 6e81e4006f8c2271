import { Badge, Button, Group, NativeSelect, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconRefresh, IconSend } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type DeliveryFilter,
  deliveriesQuery,
  type Webhook,
  type WebhookDelivery,
  webhookActs,
} from '../../../data/webhooks.ts'
import { allPages } from '../../../ui/all-pages.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { Message } from '../../../ui/message.tsx'
import { MoreAsScrolled } from '../../../ui/more-as-scrolled.tsx'
import { Section } from '../../../ui/section.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'
import { momentOf } from '../../../ui/when.ts'
import { DeliveryDetail } from './delivery-detail.tsx'

/** What was and is to be sent to a subscription. */
export function Deliveries({ webhook }: { webhook: Webhook }) {
  const [filter, setFilter] = useState<DeliveryFilter>({})
  const query = useInfiniteQuery(deliveriesQuery(webhook.id, filter))
  const [isAsking, asking] = useDisclosure(false)
  const set = (name: keyof DeliveryFilter, value: string) => {
    const { [name]: _, ...others } = filter
    setFilter(value === '' ? others : { ...others, [name]: value })
  }
  return (
    <Section
      title="Deliveries"
      says={`To ${webhook.url}, the newest first.`}
      action={
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={14} />}
            onClick={() => query.refetch()}
          >
            Look again
          </Button>
          <Button size="xs" variant="default" leftSection={<IconSend size={14} />} onClick={asking.open}>
            Redeliver all failed
          </Button>
        </Group>
      }
    >
      <Group gap="xs" align="flex-end">
        <NativeSelect
          label="State"
          data={[
            { value: '', label: 'All' },
            ...Object.entries(names).map(([value, label]) => ({ value, label })),
          ]}
          value={filter.state ?? ''}
          onChange={({ currentTarget }) => set('state', currentTarget.value)}
        />
        <NativeSelect
          label="Event"
          data={[{ value: '', label: 'All' }, ...webhook.event_types]}
          value={filter.type ?? ''}
          onChange={({ currentTarget }) => set('type', currentTarget.value)}
        />
      </Group>
      <ListOf
        query={allPages<WebhookDelivery>(query)}
        empty={
          <Message icon={<IconSend size={36} stroke={1.2} />} title="Nothing was sent">
            {Object.keys(filter).length > 0
              ? 'No delivery fits what you look for.'
              : 'When something happens that it subscribed to, it is listed here.'}
          </Message>
        }
      >
        {(deliveries) => (
          <Lines label="Deliveries">
            {deliveries.map((delivery) => (
              <DeliveryLine key={delivery.id} delivery={delivery} />
            ))}
          </Lines>
        )}
      </ListOf>
      <MoreAsScrolled query={query} />
      <Confirm
        isOpen={isAsking}
        onClose={asking.close}
        title="Redeliver all that failed?"
        action="Redeliver"
        run={() =>
          webhookActs
            .redeliverFailed(webhook.id)
            .then(({ count, has_more }) =>
              tell(
                count === 0
                  ? 'Nothing had failed.'
                  : `${count === 1 ? 'One delivery is' : `${count} deliveries are`} sent again.${has_more ? ' Ask again for the rest.' : ''}`,
              ),
            )
        }
      >
        Each is sent once more under the id that it had, so that receivers can tell what they know already.
        {webhook.state === 'paused' && ' The subscription is paused: they wait until it is enabled.'}
      </Confirm>
    </Section>
  )
}

function DeliveryLine({ delivery }: { delivery: WebhookDelivery }) {
  const [isOpen, setOpen] = useState(false)
  const { id, webhook_id, kind, type, entity, state, attempts, last_status, created_time } = delivery
  const again = () => webhookActs.redeliver(webhook_id, id).then(() => tell('It is sent again.'), tellFailure)
  const title = kind === 'handshake' ? 'Handshake' : type
  return (
    <Line
      mark={
        <div style={{ minWidth: '6rem' }}>
          <Badge variant="dot" color={colors[state]}>
            {names[state]}
          </Badge>
        </div>
      }
      title={
        <UnstyledButton fz="sm" ta="start" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {title}
        </UnstyledButton>
      }
      more={[
        momentOf(created_time),
        attempts === 1 ? '1 attempt' : `${attempts} attempts`,
        last_status === null ? attempts > 0 && 'no answer' : `answered ${last_status}`,
        delivery.next_attempt_time && `next ${momentOf(delivery.next_attempt_time)}`,
        kind === 'event' && `${entity.type} …${entity.id.slice(-6)}`,
      ]
        .filter(Boolean)
        .join(' · ')}
      below={isOpen && <DeliveryDetail delivery={delivery} />}
    >
      <Button size="xs" variant="default" aria-label={`Redeliver ${title}`} onClick={again}>
        Redeliver
      </Button>
    </Line>
  )
}

const names: Record<WebhookDelivery['state'], string> = {
  waiting: 'waiting',
  delivered: 'delivered',
  failed: 'failed',
  withheld: 'withheld',
}

const colors: Record<WebhookDelivery['state'], string> = {
  waiting: 'gray',
  delivered: 'leaf',
  failed: 'red',
  withheld: 'gray',
}
