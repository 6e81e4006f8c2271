import { Badge } from '@mantine/core'
import type { Webhook } from '../../data/subscriptions.ts'

const states: Record<Webhook['state'], string> = {
  pending_verification: 'To be verified',
  active: 'Active',
  paused: 'Paused',
  deleted: 'Deleted',
}

const reasons = {
  requested: 'Paused',
  failing: 'Paused: nothing was taken for a while',
  gone: 'Paused: it answered that it is gone',
}

export const WebhookState = ({ webhook: { state, paused_reason } }: { webhook: Webhook }) => (
  <Badge variant={state === 'active' ? 'light' : 'default'}>
    {state === 'paused' && paused_reason ? reasons[paused_reason] : states[state]}
  </Badge>
)
