import { Text } from '@mantine/core'
import { useState } from 'react'
import { toUuid } from '#shared/ids.ts'
import { idInUrl } from '#shared/objects/urls.ts'
import { PickPlace } from '../../screens/shell/pick-place.tsx'
import { mayMove } from '../../screens/shell/places.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { tell, tellFailure } from '../../ui/tell.ts'
import { type PageBlock, walk } from '../model/page-block.ts'
import { moveToPage } from '../sync/page-calls.ts'
import type { Written } from './write-page.ts'

interface Props {
  ids: readonly string[]
  pageId: string
  written: Written
  onClose: () => void
}

interface Target {
  id: string
  name: string
}

/** Asks to which page blocks are to go, and puts them at its end in their order. */
export function MoveBlocks({ ids, pageId, written, onClose }: Props) {
  const [asked, setAsked] = useState<Target | null>(null)
  const what = ids.length === 1 ? 'a block' : `${ids.length} blocks`
  const move = async ({ id, name }: Target) => {
    if (!(await written.flush())) return tell('Nothing is moved: what was written is not saved yet.')
    const count = await moveToPage(pageId, outermost(written.present(), ids), id)
    tell(count === 1 ? 'A block is moved to' : `${count} blocks are moved to`, {
      href: `/${idInUrl(id)}`,
      text: `“${name}”`,
    })
  }
  if (asked) {
    return (
      <ConfirmDialog
        isOpen
        onClose={onClose}
        title={`Move ${what} to “${asked.name}”?`}
        action="Move"
        run={() => move(asked)}
      >
        <Text>
          Pages or databases go along. Whoever gets at “{asked.name}” will get at them, and who gets at them
          only because they stand here will not.
        </Text>
      </ConfirmDialog>
    )
  }
  return (
    <PickPlace
      what={what}
      tops={[]}
      mayHold={(page) => mayMove(page) && page.id !== toUuid(pageId)}
      onClose={onClose}
      onChoose={({ parent, name }) => {
        const target = { id: parent.page_id, name }
        if (holdNodes(written.present(), ids)) return setAsked(target)
        onClose()
        move(target).catch(tellFailure)
      }}
    />
  )
}

/** What stands in another that goes along goes with it; what is only a place to write is not there. */
function outermost(blocks: readonly PageBlock[], ids: readonly string[]): string[] {
  return blocks.flatMap(({ id, children }) => (ids.includes(id) ? [id] : outermost(children, ids)))
}

const holdNodes = (blocks: readonly PageBlock[], ids: readonly string[]): boolean =>
  [...walk(blocks)].some(
    ({ block }) =>
      ids.includes(block.id) &&
      [...walk([block])].some(({ block: { type } }) => type === 'child_page' || type === 'child_database'),
  )
