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
import { IconMessagePlus } from '@tabler/icons-react'
import { use } from 'react'
import { BlockComments } from './comments-context.ts'

/** The menu of a block's handle: BlockNote's, and commenting. */
export function BlockMenu() {
  const { drag_handle } = useDictionary()
  return (
    <DragHandleMenu>
      <RemoveBlockItem>{drag_handle.delete_menuitem}</RemoveBlockItem>
      <BlockColorsItem>{drag_handle.colors_menuitem}</BlockColorsItem>
      <TableRowHeaderItem>{drag_handle.header_row_menuitem}</TableRowHeaderItem>
      <TableColumnHeaderItem>{drag_handle.header_column_menuitem}</TableColumnHeaderItem>
      <CommentItem />
    </DragHandleMenu>
  )
}

function CommentItem() {
  const { Generic } = useComponentsContext()!
  const editor = useBlockNoteEditor()
  const block = useExtensionState(SideMenuExtension, { editor, selector: (state) => state?.block })
  const comment = use(BlockComments)
  if (!block || !comment) return null
  return (
    <Generic.Menu.Item className="bn-menu-item" onClick={() => comment(block.id)}>
      Comment
    </Generic.Menu.Item>
  )
}

/** In the toolbar of a selection. */
export function CommentButton() {
  const { FormattingToolbar } = useComponentsContext()!
  const editor = useBlockNoteEditor()
  const comment = use(BlockComments)
  if (!comment) return null
  return (
    <FormattingToolbar.Button
      className="bn-button"
      label="Comment"
      mainTooltip="Comment"
      icon={<IconMessagePlus size={18} />}
      onClick={() => comment(editor.getTextCursorPosition().block.id)}
    />
  )
}
