import { type ReactNode, useState } from 'react'
import type { Change, Effects } from '../../data/permissions.ts'
import { useSession } from '../../data/session.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { tellFailure } from '../../ui/tell.ts'
import { EffectsText } from './effects.tsx'
import { isLower } from './levels.ts'

interface Asked {
  title: string
  /** What the button says. */
  action: string
  /** What is said besides whom it reaches. */
  note?: ReactNode
  change: Change
  done: () => void
}

/**
 * Makes changes of access. What takes from somebody, or reaches several, is tried out first, and asked about with the
 * names of those it reaches.
 *
 * @returns how to begin one, and the dialog that asks.
 */
export function useChange(): [(asked: Asked) => Promise<void>, ReactNode] {
  const { user } = useSession()
  const [pending, setPending] = useState<(Asked & { effects: Effects }) | null>(null)
  const [isOpen, setOpen] = useState(false)
  const begin = async (asked: Asked) => {
    try {
      const effects = await asked.change.tryOut()
      if (asked.note || isFarReaching(effects)) {
        setPending({ ...asked, effects })
        setOpen(true)
      } else {
        await asked.change.make()
        asked.done()
      }
    } catch (error) {
      tellFailure(error)
    }
  }
  const dialog = (
    <Confirm
      isOpen={isOpen}
      onClose={() => setOpen(false)}
      title={pending?.title ?? ''}
      action={pending?.action ?? ''}
      isDestructive={(pending?.effects.losing ?? 0) > 0}
      run={async () => {
        await pending!.change.make()
        pending!.done()
      }}
    >
      {pending?.note}
      {pending && <EffectsText effects={pending.effects} self={user.id} />}
    </Confirm>
  )
  return [begin, dialog]
}

const isFarReaching = ({ count, first }: Effects): boolean =>
  count > 1 || first.some(({ before, after }) => isLower(after, before))
