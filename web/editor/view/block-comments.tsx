import { useBlockNoteEditor, useComponentsContext } from '@blocknote/react'
import { IconMessagePlus } from '@tabler/icons-react'
import { use } from 'react'
import { BlockComments } from './comments-context.ts'

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
