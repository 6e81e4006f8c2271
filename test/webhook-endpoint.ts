/** A real https address for subscriptions, which checks every signature with the official SDK. */
import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { verifyWebhookSignature } from '@notionhq/client'
import { makeOutgoing } from '#server/adapters/outgoing-http.ts'
import { certificate, serveHttps } from './https.ts'
import type { TestWorkspace } from './workspace.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
export type Body = any

export interface Endpoint {
  url: string
  /** What came to a path under the address since it was last asked for, in order. */
  taken(path?: string): Body[]
  /** The verification token that came to a path last. */
  token(path?: string): string | undefined
  /**
   * Subscribes and goes through the handshake.
   *
   * @returns the id of the subscription.
   */
  subscribe(client: ReturnType<TestWorkspace['as']>, fields: Body, path?: string): Promise<string>
}

/** Listens until the test ends. */
export async function webhookEndpoint(
  t: { after(work: () => Promise<void> | void): void },
  acme: TestWorkspace,
): Promise<Endpoint> {
  Object.assign(acme.server, { outgoing: makeOutgoing(['127.0.0.1'], { ca: certificate }) })
  const taken = new Map<string, Body[]>()
  const tokens = new Map<string, string>()
  const faults: string[] = []
  const { url } = await serveHttps(t, async (request, response) => {
    const [path, body] = [request.url!, await text(request)]
    const parsed = JSON.parse(body)
    if (parsed.verification_token) tokens.set(path, parsed.verification_token)
    const signature = request.headers['x-notion-signature'] as string
    const isSigned = await verifyWebhookSignature({ body, signature, verificationToken: tokens.get(path)! })
    // Samples in Notion's docs check the signature of what they parsed and print again.
    if (!isSigned || JSON.stringify(parsed) !== body) faults.push(body)
    if (!parsed.verification_token) taken.set(path, [...(taken.get(path) ?? []), parsed])
    response.writeHead(isSigned ? 200 : 403).end()
  })
  return {
    url,
    taken(path = '/') {
      assert.deepEqual(faults, [], 'signed, and compact')
      const bodies = taken.get(path) ?? []
      taken.delete(path)
      return bodies
    },
    token: (path = '/') => tokens.get(path),
    async subscribe(client, fields, path = '/') {
      const made = await client.post('/v1/webhooks', { url: url + path, ...fields })
      assert.equal(made.status, 200, made.body.message)
      await acme.performDue()
      const verification_token = tokens.get(path)
      const { body } = await client.post(`/v1/webhooks/${made.body.id}/verify`, { verification_token })
      assert.equal(body.state, 'active', body.message)
      return made.body.id
    },
  }
}
