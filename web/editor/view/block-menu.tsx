import { SideMenuExtension } from '@blocknote/core/extensions'
import {
  BlockColorsItem,
  DragHandleMenu,
  RemoveBlockItem,
  TableColumnHeaderItem,
  TableRowHeaderItem,
  useBlockNoteEditor,
  useComponentsContext,
  useDictionary,
  useExtensionState,
} from '@blocknote/react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, use } from 'react'
import { databaseQuery } from '../../data/databases.ts'
import { changeHead } from '../../data/head.ts'
import { tellFailure } from '../../ui/tell.ts'
import { BlockComments } from './comments-context.ts'
import { MoveBlocksContext } from './move-blocks-context.ts'

/** The menu of a block's handle: BlockNote's, and what can be done with any block, and with a database. */
export function BlockMenu() {
  const { drag_handle } = useDictionary()
  const editor = useBlockNoteEditor()
  const block = useExtensionState(SideMenuExtension, { editor, selector: (state) => state?.block })
  const comment = use(BlockComments)
  const move = use(MoveBlocksContext)
  const { apiType, origin } = (block?.props ?? {}) as { apiType?: string; origin?: string }
  return (
    <DragHandleMenu>
      <RemoveBlockItem>{drag_handle.delete_menuitem}</RemoveBlockItem>
      <BlockColorsItem>{drag_handle.colors_menuitem}</BlockColorsItem>
      <TableRowHeaderItem>{drag_handle.header_row_menuitem}</TableRowHeaderItem>
      <TableColumnHeaderItem>{drag_handle.header_column_menuitem}</TableColumnHeaderItem>
      {block && move && <Item onClick={() => move(withSelected(block.id))}>Move to…</Item>}
      {apiType === 'child_database' && block?.id === origin && <DatabaseItem id={block!.id} />}
      {block && comment && <Item onClick={() => comment(block.id)}>Comment</Item>}
    </DragHandleMenu>
  )

  /** The blocks that are selected, where this one is among them. */
  function withSelected(id: string): readonly string[] {
    const selected = editor.getSelection()?.blocks.map((block) => block.id) ?? []
    return selected.includes(id) ? selected : [id]
  }
}

function DatabaseItem({ id }: { id: string }) {
  const { data } = useQuery(databaseQuery(id))
  if (!data) return null
  const { is_inline } = data
  const turn = () => changeHead({ id, type: 'database' }, { is_inline: !is_inline }).catch(tellFailure)
  return <Item onClick={turn}>{is_inline ? 'Turn into full page' : 'Turn into inline'}</Item>
}

function Item({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  const { Generic } = useComponentsContext()!
  return (
    <Generic.Menu.Item className="bn-menu-item" onClick={onClick}>
      {children}
    </Generic.Menu.Item>
  )
}
