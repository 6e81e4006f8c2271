import type { WebhookRow } from '#server/store/tables.ts'
import type { Granted } from '../access/levels.ts'
import type { Need } from '../access/capabilities.ts'

/** A subscription that the caller may manage. */
export type Webhook = Granted<WebhookRow, 'full_access'>

/** A type of event under the name it has in the subscription's version, and what a connection needs to be told. */
export interface AskedType {
  name: string
  needs: Need
}

/** What is told beside ids: the object as the API shows it to the connection. */
export const includable = ['entity'] as const
export type Includable = (typeof includable)[number]
