import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Keeps the few secrets that must be shown again: tokens of internal connections, webhook keys. */
export interface Secrets {
  seal(text: string): string
  open(sealed: string): string
  /** A key of its own for one purpose, the same on every process: what it signs is good for nothing else. */
  keyFor(purpose: string): string
}

export const KEY_BYTES = 32
const IV_BYTES = 12
const TAG_BYTES = 16

/** AES-256-GCM under the instance key; sealed text is base64url of iv, tag and ciphertext. */
export function makeSecrets(key: Buffer): Secrets {
  if (key.length !== KEY_BYTES)
    throw new Error(`The instance key should be ${KEY_BYTES} bytes, instead was ${key.length}.`)
  const keys = new Map<string, string>()
  return {
    seal(text) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES))
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
      return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    },
    keyFor(purpose) {
      let derived = keys.get(purpose)
      if (derived === undefined) {
        derived = Buffer.from(hkdfSync('sha256', key, '', `octavo ${purpose}`, KEY_BYTES)).toString(
          'base64url',
        )
        keys.set(purpose, derived)
      }
      return derived
    },
  }
}
