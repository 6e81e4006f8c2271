import type { Db } from '#server/store/dialects/dialect.ts'
import { readOnce, takeOnce } from '#server/store/saml.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Installation } from '../accounts/account.ts'
import type { Arrival } from './receive.ts'
import { SamlRefusal } from './refusal.ts'

/** An arrival that waits for its browser, as it is; it goes on waiting. */
export async function lookAtArrival(
  { store, surroundings }: Installation,
  workspaceId: string,
  token: string | null,
): Promise<Arrival> {
  const row = token === null ? undefined : await readOnce(store.reader, ...found(token, surroundings.now()))
  if (row?.workspace_id !== workspaceId) throw new SamlRefusal('unknown_request')
  return JSON.parse(row.data)
}

/** Spends an arrival. One that was begun here is good in the browser that began it and in no other. */
export async function takeArrival(
  db: Db,
  { workspaceId, token, browser, now }: ArrivalClaim,
): Promise<Arrival> {
  const row = token === null ? undefined : await takeOnce(db, ...found(token, now))
  if (row?.workspace_id !== workspaceId) throw new SamlRefusal('unknown_request')
  const arrival = JSON.parse(row.data) as Arrival
  const isSame = arrival.browser === null || (browser !== null && hashOfToken(browser) === arrival.browser)
  if (!isSame) throw new SamlRefusal('other_browser')
  return arrival
}

export interface ArrivalClaim {
  workspaceId: string
  token: string | null
  /** What the browser has in its cookie. */
  browser: string | null
  now: number
}

const found = (token: string, now: number) => ['arrival', hashOfToken(token), now] as const
