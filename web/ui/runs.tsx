import type { ReactNode } from 'react'
import type { RichText } from '../data/rich-text.ts'

/** Rich text, to read. */
export const Runs = ({ text = [] }: { text?: readonly RichText[] | undefined }) =>
  // biome-ignore lint/suspicious/noArrayIndexKey: runs have no names, and none of them keeps a state
  text.map((run, index) => <span key={index}>{marked(run)}</span>)

function marked({ plain_text, href, annotations }: RichText): ReactNode {
  let shown: ReactNode = plain_text
  if (annotations.code) shown = <code>{shown}</code>
  if (annotations.bold) shown = <strong>{shown}</strong>
  if (annotations.italic) shown = <em>{shown}</em>
  if (annotations.strikethrough) shown = <s>{shown}</s>
  if (annotations.underline) shown = <u>{shown}</u>
  return href && isSafe(href) ? (
    <a href={href} rel="noreferrer">
      {shown}
    </a>
  ) : (
    shown
  )
}

/** Addresses that run something are no links. */
const isSafe = (href: string): boolean => /^(https?:|mailto:|tel:|\/|#)/i.test(href)
