import { IconMessage, IconMessagePlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect, useState } from 'react'
import { discussionsQuery } from '../../data/comments.ts'
import { textOfBlock } from './block-quote.tsx'
import classes from './commentable.module.css'
import type { CommentsOf } from './comments-context.ts'

/** Pixels between a block and its mark, and what a mark is wide. */
const GAP = 6
const WIDTH = 40

interface Place {
  top: number
  left: number
}

/** In the margin: how much is said about a block, and commenting on the one that is pointed at. */
export function BlockMarks({
  body,
  pageId,
  mayComment,
  open,
}: CommentsOf & { body: RefObject<HTMLElement | null> }) {
  const { data: discussions = [] } = useQuery(discussionsQuery(pageId, false))
  const pointed = usePointedBlock(body)
  const counts = new Map<string, number>()
  for (const { parent, comment_count } of discussions) {
    const id = parent.block_id
    if (typeof id === 'string') counts.set(id, (counts.get(id) ?? 0) + comment_count)
  }
  const isOffered = mayComment && pointed !== null && !counts.has(pointed)
  const ids = [...counts.keys(), ...(isOffered ? [pointed] : [])]
  const places = usePlaces(body, ids.join())
  return ids.map((id) => {
    const place = places.get(id)
    if (!place) return null
    const count = counts.get(id)
    return count === undefined ? (
      <button
        key={id}
        type="button"
        className={classes.mark}
        style={place}
        aria-label="Comment on this block"
        onClick={() => open({ type: 'new', id })}
      >
        <IconMessagePlus size={16} stroke={1.5} aria-hidden />
      </button>
    ) : (
      <button
        key={id}
        type="button"
        className={classes.mark}
        data-said
        style={place}
        aria-label={`${count} ${count === 1 ? 'comment' : 'comments'} on “${textOfBlock(id)}”`}
        onClick={() => open({ type: 'block', id })}
      >
        <IconMessage size={16} stroke={1.5} aria-hidden />
        {count}
      </button>
    )
  })
}

/** The block under the pointer, and after it left for the margin. */
function usePointedBlock(body: RefObject<HTMLElement | null>): string | null {
  const [id, setId] = useState<string | null>(null)
  useEffect(() => {
    const place = body.current?.parentElement
    const point = ({ target }: PointerEvent) => {
      const block = (target as Element).closest<HTMLElement>('[data-id]')
      if (block?.dataset.id && place?.contains(block)) setId(block.dataset.id)
    }
    const leave = () => setId(null)
    // The pointer may have been there before this was loaded.
    const under = [...(place?.querySelectorAll<HTMLElement>('[data-id]:hover') ?? [])].at(-1)
    if (under?.dataset.id) setId(under.dataset.id)
    place?.addEventListener('pointerover', point)
    place?.addEventListener('pointerleave', leave)
    return () => {
      place?.removeEventListener('pointerover', point)
      place?.removeEventListener('pointerleave', leave)
    }
  }, [body])
  return id
}

/** Where marks stand, kept beside their blocks as those move. */
function usePlaces(body: RefObject<HTMLElement | null>, ids: string): ReadonlyMap<string, Place> {
  const [places, setPlaces] = useState<ReadonlyMap<string, Place>>(new Map())
  useEffect(() => {
    const element = body.current
    if (!element) return
    let frame = 0
    const measure = () => {
      frame = 0
      setPlaces(measured(element, ids === '' ? [] : ids.split(',')))
    }
    const soon = () => {
      frame ||= requestAnimationFrame(measure)
    }
    measure()
    const sizes = new ResizeObserver(soon)
    sizes.observe(element)
    const blocks = new MutationObserver(soon)
    blocks.observe(element, { childList: true, subtree: true, characterData: true })
    return () => {
      cancelAnimationFrame(frame)
      sizes.disconnect()
      blocks.disconnect()
    }
  }, [body, ids])
  return places
}

function measured(body: HTMLElement, ids: readonly string[]): Map<string, Place> {
  const around = body.getBoundingClientRect()
  const places = new Map<string, Place>()
  for (const id of ids) {
    const block = body.querySelector(`[data-id="${CSS.escape(id)}"]`)?.getBoundingClientRect()
    if (!block) continue
    places.set(id, {
      top: block.top - around.top,
      left: Math.min(block.right + GAP, around.right - WIDTH) - around.left,
    })
  }
  return places
}
