import { Popover } from '@mantine/core'
import { useEffect, useState } from 'react'
import { lazyPart } from '../../ui/lazy-part.tsx'
import type { AnyEditor } from './any-editor.ts'
import { hearIconAsked, type IconAsked } from './icon-asked.ts'

const PictureChoice = lazyPart(() => import('../../ui/picture-choice/picture-choice.tsx'), 'PictureChoice')

/** What the icon of a callout is chosen from, beside the icon that was pressed. */
export function CalloutIcon({ editor }: { editor: AnyEditor }) {
  const [asked, setAsked] = useState<IconAsked | null>(null)
  useEffect(() => (editor.domElement ? hearIconAsked(editor.domElement, setAsked) : undefined), [editor])
  if (asked === null) return null
  const close = () => {
    setAsked(null)
    editor.focus()
  }
  const choose = async (icon: object | null) => {
    editor.updateBlock(asked.block, { props: { icon: JSON.stringify(icon) } } as never)
  }
  return (
    <Popover opened onChange={close} position="bottom-start" trapFocus shadow="md" width={340}>
      <Popover.Target>
        <span style={{ position: 'fixed', left: asked.left, top: asked.bottom }} />
      </Popover.Target>
      <Popover.Dropdown aria-label="Icon of the callout">
        <PictureChoice kind="icon" isThere={false} choose={choose} onDone={close} />
      </Popover.Dropdown>
    </Popover>
  )
}
