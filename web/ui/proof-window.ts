/** The other window, where somebody proves who they are. */
import type { WantedProof } from '../data/proof.ts'

/** What the other window is called, and where it tells that it is done. */
const WINDOW = 'octavo-proof'

const addresses = { 'sign-in': '/login?next=/', confirm: '/account/confirm?next=/' } as const

/** @returns false where the browser opens none. */
export const openProofWindow = (kind: WantedProof['kind']): boolean =>
  open(addresses[kind], WINDOW, 'popup,width=520,height=720') !== null

/** Whether this is the other window, which has come back to the app: then it tells so and closes. */
export function isProofWindow(): boolean {
  if (window.name !== WINDOW) return false
  new BroadcastChannel(WINDOW).postMessage('proved')
  window.close()
  return true
}

/** @returns ends it. */
export function hearProof(heard: () => void): () => void {
  const channel = new BroadcastChannel(WINDOW)
  channel.onmessage = heard
  return () => channel.close()
}
