/** A device that makes and shows passkeys, in as little as the protocol needs; what it says can be made wrong. */
import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import type { NewCredential, ShownCredential } from '#server/domain/sign-in/passkey-proof.ts'

export interface Saying {
  origin?: string
  rpId?: string
  /** Whether the device looked who is there. */
  isVerified?: boolean
  counter?: number
  type?: string
  userHandle?: string
  /** Signs with another key than that of the passkey. */
  key?: KeyObject
}

const ORIGIN = 'https://octavo.test'

const base64url = (bytes: Buffer | string): string => Buffer.from(bytes).toString('base64url')
const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest()

/** CBOR (RFC 8949) of the few kinds that stand in an attestation. */
function cbor(value: unknown): Buffer {
  const head = (major: number, size: number): Buffer =>
    size < 24
      ? Buffer.from([(major << 5) | size])
      : size < 256
        ? Buffer.from([(major << 5) | 24, size])
        : Buffer.from([(major << 5) | 25, size >> 8, size & 255])
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, value.length), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  const entries = [...(value as Map<unknown, unknown>)]
  return Buffer.concat([head(5, entries.length), ...entries.flat().map(cbor)])
}

export function softPasskey() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  const { x, y } = publicKey.export({ format: 'jwk' })
  const coordinate = (text: string | undefined) => Buffer.from(text!, 'base64url')
  const cose = cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, coordinate(x)],
      [-3, coordinate(y)],
    ]),
  )

  const clientData = (usual: string, challenge: string, { origin = ORIGIN, type = usual }: Saying): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))

  const deviceData = (
    { rpId = 'octavo.test', isVerified = true, counter = 1 }: Saying,
    made: Buffer | null,
  ): Buffer => {
    const flags = 1 | (isVerified ? 4 : 0) | (made === null ? 0 : 64)
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, made ?? Buffer.alloc(0)])
  }

  return {
    make(challenge: string, saying: Saying = {}): NewCredential {
      const made = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose])
      const attestation = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', deviceData(saying, made)],
      ])
      return {
        id: base64url(id),
        rawId: base64url(id),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(clientData('webauthn.create', challenge, saying)),
          attestationObject: base64url(cbor(attestation)),
        },
      }
    },
    show(challenge: string, saying: Saying = {}): ShownCredential {
      const data = deviceData({ counter: 2, ...saying }, null)
      const said = clientData('webauthn.get', challenge, saying)
      const signature = createSign('sha256')
        .update(Buffer.concat([data, sha256(said)]))
        .sign(saying.key ?? privateKey)
      return {
        id: base64url(id),
        rawId: base64url(id),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(said),
          authenticatorData: base64url(data),
          signature: base64url(signature),
          ...(saying.userHandle && { userHandle: base64url(saying.userHandle) }),
        },
      }
    },
  }
}
