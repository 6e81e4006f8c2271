/** The other window, where somebody proves who they are. */
import type { WantedProof } from '../data/proof.ts'

/** Where the other window comes back to; its name and who opened it are forgotten on the way. */
const BACK = '?proved'

const addresses = {
  'sign-in': `/login?next=${encodeURIComponent(`/${BACK}`)}`,
  confirm: `/account/confirm?next=${encodeURIComponent(`/${BACK}`)}`,
} as const

/** @returns false where the browser opens none. */
export const openProofWindow = (kind: WantedProof['kind']): boolean =>
  open(addresses[kind], 'octavo-proof', 'popup,width=520,height=720') !== null

/** Whether this is the other window, which has come back: then it tells so, and closes if the browser lets it. */
export function isProofWindow(): boolean {
  if (location.search !== BACK) return false
  new BroadcastChannel(CHANNEL).postMessage('proved')
  document.body.textContent = 'Thank you. You can close this window: where you came from goes on.'
  window.close()
  return true
}

/** @returns ends it. */
export function hearProof(heard: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = heard
  return () => channel.close()
}

const CHANNEL = 'octavo-proof'
