import { type ReactNode, use, useRef } from 'react'
import { lazyPart } from '../../ui/lazy-part.tsx'
import classes from './commentable.module.css'
import { CommentsContext } from './comments-context.ts'

const BlockMarks = lazyPart(() => import('./block-marks.tsx'), 'BlockMarks')

/** Blocks with marks beside those that something is said about. */
export function Commentable({ children }: { children: ReactNode }) {
  const comments = use(CommentsContext)
  const body = useRef<HTMLDivElement>(null)
  if (!comments) return children
  return (
    <div className={classes.place}>
      <div ref={body}>{children}</div>
      <BlockMarks body={body} {...comments} />
    </div>
  )
}
