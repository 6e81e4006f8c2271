import { useHotkeys } from '@mantine/hooks'
import { useSearch } from '@tanstack/react-router'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { idIn } from '../../data/addresses.ts'
import type { TreeItem } from '../../data/tree.ts'
import { BlockComments } from '../../editor/view/comments-context.ts'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { CommentsContext, type Shown } from './comments-context.ts'
import classes from './page-comments.module.css'

const CommentsPanel = lazyPart(() => import('./comments-panel.tsx'), 'CommentsPanel')

/** A page with what is said about it. `?d=` in its address names a discussion. */
export function PageComments({ item, children }: { item: TreeItem; children: ReactNode }) {
  const { d } = useSearch({ from: '/shell/$name' })
  const linked = d === undefined ? null : idIn(d)
  const [isOpen, setOpen] = useState(linked !== null)
  const [shown, setShown] = useState<Shown | null>(
    linked === null ? null : { type: 'discussion', id: linked },
  )
  const open = useCallback((what?: Shown) => {
    setShown(what ?? null)
    setOpen(true)
  }, [])
  const close = useCallback(() => setOpen(false), [])
  const mayComment = item.level !== 'view'
  const isTaken = item.type === 'page' && !item.in_trash
  const begin = useCallback((id: string) => open({ type: 'new', id }), [open])
  useHotkeys(
    [
      [
        'mod+shift+M',
        () => {
          if (!isTaken) return
          const id = mayComment ? blockAtCursor() : null
          open(id ? { type: 'new', id } : undefined)
        },
      ],
    ],
    [],
    true,
  )
  const comments = useMemo(
    () => (isTaken ? { pageId: item.id, mayComment, isOpen, open, close } : null),
    [isTaken, item.id, mayComment, isOpen, open, close],
  )
  return (
    <CommentsContext value={comments}>
      <BlockComments value={isTaken && mayComment ? begin : null}>
        <div className={classes.page} data-commented={(comments && isOpen) || undefined}>
          {children}
        </div>
        {comments && isOpen && <CommentsPanel {...comments} shown={shown} onShow={setShown} />}
      </BlockComments>
    </CommentsContext>
  )
}

/** The block that the cursor or the selection is in. */
const blockAtCursor = (): string | null =>
  document.getSelection()?.anchorNode?.parentElement?.closest<HTMLElement>('[data-id]')?.dataset.id ?? null
