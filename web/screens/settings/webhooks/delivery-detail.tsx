import { Code, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import {
  deliveryQuery,
  type WebhookDelivery,
  type WebhookDeliveryWithAttempts,
} from '../../../data/webhooks.ts'
import { One } from '../../../ui/one.tsx'
import { momentOf } from '../../../ui/when.ts'

/** Each request that was made for a delivery, and what came back. */
export const DeliveryDetail = ({ delivery: { id, webhook_id, attempts } }: { delivery: WebhookDelivery }) => (
  <One query={useQuery({ ...deliveryQuery(webhook_id, id), staleTime: attempts === 0 ? 0 : 60_000 })}>
    {({ requests, state }) =>
      requests.length === 0 ? (
        <Text size="sm" c="dimmed">
          {state === 'withheld'
            ? 'It was not sent: the connection may not see it any more.'
            : 'Nothing was sent yet.'}
        </Text>
      ) : (
        requests.map((request) => <Attempt key={request.attempt_number} attempt={request} />)
      )
    }
  </One>
)

function Attempt({ attempt }: { attempt: WebhookDeliveryWithAttempts['requests'][number] }) {
  const { attempt_number: number, started_time, duration_ms: took, request, response, error } = attempt
  return (
    <section aria-label={`Attempt ${number}`} style={{ marginBlock: '0.75rem' }}>
      <Text size="sm" fw={600}>
        Attempt {number}: {response ? `answered ${response.status}` : (error ?? 'no answer')}
      </Text>
      <Text size="xs" c="dimmed" mb={6}>
        {momentOf(started_time)} · {took} ms · to {attempt.url}
      </Text>
      <Body label="Sent" headers={request.headers} body={request.body} />
      {response && <Body label="Came back" headers={response.headers} body={response.body ?? ''} />}
    </section>
  )
}

interface BodyProps {
  label: string
  headers: Record<string, unknown>
  body: string
}

function Body({ label, headers, body }: BodyProps) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return (
    <>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Code
        block
        tabIndex={0}
        mb={6}
        style={{ maxHeight: '20rem', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      >
        {[...lines, '', shown(body)].join('\n')}
      </Code>
    </>
  )
}

/** JSON is easier to read in lines. */
function shown(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
