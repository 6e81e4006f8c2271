import type { Placing } from '../../data/destination.ts'
import type { tryPlacing } from '../../data/placing.ts'
import { useSession } from '../../data/session.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { EffectsText } from '../share/effects.tsx'
import { nameOf } from './places.ts'

export interface Move {
  placing: Placing
  /** Where, as it is said. */
  to: string
  effects: Awaited<ReturnType<typeof tryPlacing>>
}

interface Props {
  move: Move
  onClose: () => void
  make: (move: Move) => Promise<void>
}

/** Says who gains and who loses access by a move, before it is made. */
export function MoveAsks({ move, onClose, make }: Props) {
  const { user } = useSession()
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Move “${nameOf(move.placing.item)}” to ${move.to}?`}
      action="Move"
      isDestructive={move.effects.losing > 0}
      run={() => make(move)}
    >
      <EffectsText effects={move.effects} self={user.id} />
    </ConfirmDialog>
  )
}
