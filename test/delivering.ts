/** A workspace that delivers to webhooks, with a clock that the test moves and a receiver. */
import type { TestContext } from 'node:test'
import { makeOutgoing } from '#server/adapters/outgoing-http.ts'
import { deliverDue, type Ways } from '#server/domain/webhooks/deliver.ts'
import { pauseFailing } from '#server/domain/webhooks/pause.ts'
import { inWorkspace } from '#server/http/contexts.ts'
import type { WebhookDeliveryRow, WebhookRow } from '#server/store/tables/events.ts'
import { updateWebhook } from '#server/store/webhooks.ts'
import { certificate } from './https.ts'
import type { TestStore } from './stores.ts'
import { aWebhook, deliveriesOf, plainBody, receiver } from './webhook-receiver.ts'
import { workspace } from './workspace.ts'

export async function delivering(t: TestContext, testStore: TestStore) {
  const acme = await workspace(t, testStore)
  const { store, server } = acme
  let now = server.surroundings.now()
  Object.assign(server, {
    surroundings: { ...server.surroundings, now: () => now },
    outgoing: makeOutgoing(['127.0.0.1'], { ca: certificate }),
  })
  const faults: unknown[] = []
  const ways: Ways = {
    bodyOf: plainBody,
    pause: (webhook, reason) =>
      inWorkspace(server, webhook.workspace_id, (context) => pauseFailing(context, webhook.id, reason)),
    report: (error) => faults.push(error),
    stopping: new AbortController().signal,
    chance: () => 0.5,
  }
  const inbox = await receiver(t)
  const place = { store, secrets: server.secrets, workspaceId: acme.id }
  return {
    acme,
    store,
    server,
    inbox,
    faults,
    now: () => now,
    wait(milliseconds: number) {
      now += milliseconds
    },
    subscribed: (fields: Partial<WebhookRow> = {}) => aWebhook(place, { url: inbox.url, ...fields }),
    due: (webhook: WebhookRow, fields: Parameters<typeof deliveriesOf>[3] = {}) =>
      deliveriesOf(store, webhook, now, fields),
    send: (more: Partial<Ways> = {}) => deliverDue(server, { ...ways, ...more }),
    async delivery({ id }: WebhookDeliveryRow): Promise<WebhookDeliveryRow> {
      const query = store.reader.sql.selectFrom('webhook_deliveries').selectAll().where('id', '=', id)
      return query.executeTakeFirstOrThrow()
    },
    attempts: () =>
      store.reader.sql.selectFrom('webhook_attempts').selectAll().orderBy('attempt_number').execute(),
    async webhook({ id }: WebhookRow): Promise<WebhookRow> {
      return store.reader.sql
        .selectFrom('webhooks')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    },
    resume: (webhook: WebhookRow) =>
      store.transaction((db) =>
        updateWebhook(db, webhook, {
          state: 'active',
          paused_reason: null,
          failures: 0,
          failing_since: null,
        }),
      ),
  }
}
