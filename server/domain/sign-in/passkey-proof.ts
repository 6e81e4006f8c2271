/**
 * What browsers and servers tell each other about passkeys (Web Authentication, level 3). The library is loaded with the
 * first passkey: it brings parsers of certificates, which most servers never need.
 */
import { isIP } from 'node:net'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { AccountPasskeyRow } from '#server/store/tables/accounts.ts'
import { invalid, Problem } from '#shared/problem.ts'

export type NewCredential = RegistrationResponseJSON
export type ShownCredential = AuthenticationResponseJSON

/** What a device makes for this server. */
export type MadePasskey = Pick<
  AccountPasskeyRow,
  'credential_id' | 'public_key' | 'counter' | 'transports' | 'is_synced'
>

/** Browsers have passkeys for names only, at addresses that nobody between can change (section 5.1.3, step 8). */
export function hasPasskeys(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl)
  const isName = isIP(hostname.replace(/^\[|\]$/g, '')) === 0
  return isName && (protocol === 'https:' || hostname === 'localhost')
}

/** EdDSA, ES256 and RS256 (RFC 9053): what devices have. */
const supportedAlgorithmIDs = [-8, -7, -257]

const partyOf = (baseUrl: string) => {
  if (!hasPasskeys(baseUrl)) {
    throw new Problem(
      'conflict',
      `There are no passkeys at ${baseUrl}: browsers have them at https addresses with a name, and at http://localhost.`,
    )
  }
  const { hostname, origin } = new URL(baseUrl)
  return { rpID: hostname, origin }
}

/** What a browser makes a new passkey from. It is one that finds its account by itself, and whose device asks who is there. */
export async function creationOptions(
  baseUrl: string,
  account: { id: string; email: string; name: string },
  known: readonly AccountPasskeyRow[],
) {
  const { rpID } = partyOf(baseUrl)
  const { generateRegistrationOptions } = await import('@simplewebauthn/server')
  return generateRegistrationOptions({
    rpName: rpID,
    rpID,
    userID: new TextEncoder().encode(account.id),
    userName: account.email,
    userDisplayName: account.name,
    attestationType: 'none',
    supportedAlgorithmIDs,
    excludeCredentials: known.map(describe),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

/** What a browser shows a passkey for: one of some, or whichever it has for this server. */
export async function requestOptions(baseUrl: string, known: readonly AccountPasskeyRow[] = []) {
  const { rpID } = partyOf(baseUrl)
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server')
  return generateAuthenticationOptions({
    rpID,
    userVerification: 'required',
    allowCredentials: known.map(describe),
  })
}

const describe = ({ credential_id, transports }: AccountPasskeyRow) => ({
  id: credential_id,
  transports: JSON.parse(transports) as string[],
})

/** The challenge that an answer is to; empty when it names none. */
export function challengeIn(clientDataJson: string): string {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJson, 'base64url').toString('utf8'))
    return typeof challenge === 'string' ? challenge : ''
  } catch {
    return ''
  }
}

/** @throws `invalid` when it is not what was asked for. */
export async function checkNew(
  baseUrl: string,
  response: NewCredential,
  expectedChallenge: string,
): Promise<MadePasskey> {
  const { rpID, origin } = partyOf(baseUrl)
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    supportedAlgorithmIDs,
  }).catch(refuse)
  if (!verified.verified) throw invalid('This passkey does not fit.')
  const { credential, credentialDeviceType } = verified.registrationInfo
  return {
    credential_id: credential.id,
    public_key: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: JSON.stringify(credential.transports ?? []),
    is_synced: credentialDeviceType === 'multiDevice' ? 1 : 0,
  }
}

/**
 * Checks that somebody holds a passkey, and that their device looked who they are.
 *
 * @returns how often it was used, as its device counts; that goes up, or stays 0 (section 6.1.1).
 * @throws `invalid` when it is not what was asked for.
 */
export async function checkShown(
  baseUrl: string,
  response: ShownCredential,
  expectedChallenge: string,
  passkey: AccountPasskeyRow,
): Promise<number> {
  const { rpID, origin } = partyOf(baseUrl)
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    credential: {
      id: passkey.credential_id,
      publicKey: new Uint8Array(Buffer.from(passkey.public_key, 'base64url')),
      counter: passkey.counter,
    },
  }).catch(refuse)
  if (!verified) throw invalid('This passkey does not fit.')
  return authenticationInfo.newCounter
}

/** Whatever a browser sends, the library says in an error what is wrong with it. */
function refuse(error: Error): never {
  throw invalid(`This passkey does not fit: ${error.message}`)
}
