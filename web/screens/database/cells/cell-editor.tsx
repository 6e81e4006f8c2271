import { Skeleton } from '@mantine/core'
import type { ComponentType } from 'react'
import { Failed } from '../../../ui/failed.tsx'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { OptionEditor } from './editors/option-editor.tsx'
import { LineEditor, RichTextEditor } from './editors/text-editor.tsx'
import type { EditorProps } from './property.ts'
import { useWholeValue } from './whole-value.ts'

const PeopleEditor = lazyPart(() => import('./editors/people-editor.tsx'), 'PeopleEditor')

const editors: Readonly<Record<string, ComponentType<EditorProps>>> = {
  title: RichTextEditor,
  rich_text: RichTextEditor,
  number: LineEditor,
  url: LineEditor,
  email: LineEditor,
  phone_number: LineEditor,
  select: OptionEditor,
  multi_select: OptionEditor,
  status: OptionEditor,
  people: PeopleEditor,
  relation: lazyPart(() => import('./editors/relation-editor.tsx'), 'RelationEditor'),
  date: lazyPart(() => import('./editors/date-editor.tsx'), 'DateEditor'),
  files: lazyPart(() => import('./editors/files-editor.tsx'), 'FilesEditor'),
  verification: lazyPart(() => import('./editors/verification-editor.tsx'), 'VerificationEditor'),
  place: lazyPart(() => import('./editors/place-editor.tsx'), 'PlaceEditor'),
}

/** Whether a value is edited in a panel of its own. A checkbox is just pressed. */
export const hasEditor = ({ type }: { type: string }): boolean => type in editors

/**
 * Edits a value, for a popover over its cell. What is written is kept by Enter, by Tab, or by going elsewhere; Escape
 * leaves it. Options, people and pages are kept as they are picked. What is refused is said beside it, and stays to be mended.
 */
export function CellEditor(props: EditorProps) {
  const { value, error } = useWholeValue(props.row, props.property, props.value)
  const Editor = editors[props.property.type]
  if (Editor === undefined) return null
  if (error) return <Failed error={error} />
  // Only a long value is waited for.
  if (value === undefined && props.value !== undefined)
    return <Skeleton height={36} width={240} aria-label="Loading" />
  return <Editor {...props} value={value} />
}
