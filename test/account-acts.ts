/** What somebody does with their own account at a browser, step by step, for the census of the audit log. */
import { totpCode } from '#server/domain/accounts/totp.ts'
import { type AtBrowser, signedIn } from './signed-in.ts'
import { softPasskey } from './soft-passkey.ts'
import type { TestWorkspace } from './workspace.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Json = any

export interface Sitting {
  call: AtBrowser['call']
  id: string
}

type Act = (address: string, by: Sitting, ids?: Record<string, string>, body?: unknown) => Promise<Json>

/** @returns what must be in no log beside what the answers named as a secret. */
export async function accountActs(acme: TestWorkspace, act: Act): Promise<string[]> {
  // Where browsers have passkeys.
  acme.server.baseUrl = () => 'https://octavo.test'
  const sit = async () => ({ ...(await signedIn(acme)), id: acme.as('member').userId })
  const [here] = [await sit(), await sit()]
  const { results } = (await here.call('GET', '/v1/account/sessions')).body
  const there = results.find(({ is_current }: Json) => !is_current)
  await act('DELETE /v1/account/sessions/:session_id', here, { session_id: there.id })
  await sit()
  await act('POST /v1/account/sessions/end_others', here)

  const { secret } = await act('POST /v1/account/totp', here)
  const code = await totpCode(secret, Date.now())
  const { codes } = await act('POST /v1/account/totp/confirm', here, {}, { code })
  const renewed = await act('POST /v1/account/totp/recovery_codes', here)

  const { options } = await act('POST /v1/account/passkeys/options', here)
  const { clientExtensionResults: _, ...credential } = softPasskey().make(options.challenge)
  const passkey = await act('POST /v1/account/passkeys', here, {}, { name: 'Laptop', credential })
  const ids = { passkey_id: passkey.id }
  await act('PATCH /v1/account/passkeys/:passkey_id', here, ids, { name: 'Phone' })
  await act('DELETE /v1/account/passkeys/:passkey_id', here, ids)
  await act('DELETE /v1/account/totp', here)

  const password = 'a sentence of five words'
  await act('PUT /v1/account/password', here, {}, { password })
  await act('DELETE /v1/account/password', here)
  return [password, ...codes, ...renewed.codes]
}
