/** Subscriptions with deliveries for tests, and a receiver that keeps what it is sent. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { v7 } from 'uuid'
import type { Secrets } from '#server/domain/access/secrets.ts'
import type { Store } from '#server/store/dialects/dialect.ts'
import type { WebhookDeliveryRow, WebhookRow } from '#server/store/tables/events.ts'
import { insertWebhook } from '#server/store/webhooks.ts'

export const VERIFICATION_TOKEN = 'secret_0123456789abcdef'

export interface Received {
  path: string
  headers: IncomingHttpHeaders
  body: string
}

export interface Receiver {
  url: string
  received: Received[]
  /** The ids of the events that came, in order. */
  ids(): string[]
  /** Resolves when so many came, since the beginning. */
  has(count: number): Promise<void>
  /** What is answered from now on; 200 at the beginning. */
  answer(how: Answering): void
}

export type Answering = number | ((response: ServerResponse, received: Received) => void)

/** Listens until the test ends. */
export async function receiver(t: { after(work: () => void): void }): Promise<Receiver> {
  const received: Received[] = []
  let how: Answering = 200
  let onReceived = () => {}
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const one = { path: request.url!, headers: request.headers, body }
    received.push(one)
    if (typeof how === 'number') response.writeHead(how).end()
    else how(response, one)
    onReceived()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    ids: () => received.map(({ body }) => JSON.parse(body).id),
    has: (count) =>
      new Promise((resolve) => {
        onReceived = () => received.length >= count && resolve()
        onReceived()
      }),
    answer(answering) {
      how = answering
    },
  }
}

/** A subscription of a connection, active unless `fields` says otherwise. */
export async function aWebhook(
  { store, secrets, workspaceId }: { store: Store; secrets: Secrets; workspaceId: string },
  fields: Pick<WebhookRow, 'url'> & Partial<WebhookRow>,
): Promise<WebhookRow> {
  const row: WebhookRow = {
    workspace_id: workspaceId,
    id: v7(),
    connection_id: v7(),
    event_types: '["page.created"]',
    include: '[]',
    api_version: '2026-03-11',
    state: 'active',
    paused_reason: null,
    secret: secrets.seal(VERIFICATION_TOKEN),
    sequence: 0,
    replay_after: null,
    replay_until: null,
    failures: 0,
    failing_since: null,
    created_time: 0,
    created_by: v7(),
    last_edited_time: 0,
    ...fields,
  }
  await store.transaction((db) => insertWebhook(db, row))
  return row
}

/** Deliveries of a subscription that are due at a time. */
export async function deliveriesOf(
  store: Store,
  webhook: WebhookRow,
  due: number,
  { count = 1, ...fields }: Partial<WebhookDeliveryRow> & { count?: number } = {},
): Promise<WebhookDeliveryRow[]> {
  const rows = Array.from({ length: count }, (): WebhookDeliveryRow => {
    const id = v7()
    return {
      workspace_id: webhook.workspace_id,
      id,
      webhook_id: webhook.id,
      kind: 'event',
      event_id: id,
      type: 'page.created',
      entity_type: 'page',
      entity_id: v7(),
      node_id: null,
      sequence: 1,
      last_sequence: 1,
      timestamp: due,
      authors: '[]',
      data: '{}',
      open_until: null,
      state: 'waiting',
      attempts: 0,
      due_time: due,
      first_attempt_time: null,
      created_time: due,
      finished_time: null,
      ...fields,
    }
  })
  await store.transaction((db) => db.insertRows('webhook_deliveries', rows as never))
  return rows
}

/** Stands for the body of an event where a test is not about it. */
export const plainBody = async (
  _webhook: WebhookRow,
  { event_id, type }: WebhookDeliveryRow,
  attempt_number: number,
): Promise<string> => JSON.stringify({ id: event_id, type, attempt_number })
