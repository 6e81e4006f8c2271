import { useState } from 'react'
import type { ConfirmProps } from './confirm-dialog.tsx'
import { lazyPart } from './lazy-part.tsx'

const ConfirmDialog = lazyPart(() => import('./confirm-dialog.tsx'), 'ConfirmDialog')

/** Asks before something that reaches far, and stays open while it is done. It is loaded when it first asks. */
export function Confirm(props: ConfirmProps) {
  const [hasAsked, setAsked] = useState(false)
  if (props.isOpen && !hasAsked) setAsked(true)
  return hasAsked && <ConfirmDialog {...props} />
}
