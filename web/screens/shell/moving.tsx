import { type ReactNode, useState } from 'react'
import type { Placing } from '../../data/destination.ts'
import { place, tryPlacing } from '../../data/placing.ts'
import type { TreeItem } from '../../data/tree.ts'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { tell, tellFailure } from '../../ui/tell.ts'
import type { Move } from './move-asks.tsx'
import { nameOf } from './places.ts'

const MoveAsks = lazyPart(() => import('./move-asks.tsx'), 'MoveAsks')
const MoveTo = lazyPart(() => import('./move-to.tsx'), 'MoveTo')

interface Moving {
  move: (placing: Placing, to: string) => Promise<void>
  askWhere: (item: TreeItem) => void
  dialogs: ReactNode
}

/** Moves things in the tree. Where that gives access to somebody, or takes it, it is told and asked about first. */
export function useMoving(): Moving {
  const [asked, setAsked] = useState<Move | null>(null)
  const [homeless, setHomeless] = useState<TreeItem | null>(null)
  const make = async ({ placing, to }: Pick<Move, 'placing' | 'to'>) => {
    await place(placing)
    tell(to === '' ? `“${nameOf(placing.item)}” is in its new place.` : `“${nameOf(placing.item)}” is moved.`)
  }
  const move = async (placing: Placing, to: string) => {
    try {
      const effects = placing.parent && (await tryPlacing(placing))
      if (effects && effects.count > 0) setAsked({ placing, to, effects })
      else await make({ placing, to })
    } catch (error) {
      tellFailure(error)
    }
  }
  const dialogs = (
    <>
      {homeless && (
        <MoveTo
          item={homeless}
          onClose={() => setHomeless(null)}
          onChoose={(parent, to) => {
            setHomeless(null)
            void move({ item: homeless, parent }, to)
          }}
        />
      )}
      {asked && <MoveAsks move={asked} onClose={() => setAsked(null)} make={make} />}
    </>
  )
  return { move, askWhere: setHomeless, dialogs }
}
