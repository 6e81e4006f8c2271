import type { ReactNode } from 'react'
import { isOwner, useSession } from '../data/session.ts'
import { Message } from './message.tsx'

/** What owners alone see; others are told so. */
export const ForOwners = ({ children }: { children: ReactNode }) =>
  isOwner(useSession()) ? (
    children
  ) : (
    <Message title="Owners manage this">
      Ask an owner of the workspace if you need something changed here.
    </Message>
  )
