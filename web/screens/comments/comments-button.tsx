import { ActionIcon, Tooltip } from '@mantine/core'
import { IconMessage } from '@tabler/icons-react'
import { use } from 'react'
import { CommentsContext } from './comments-context.ts'

/** In the top bar of a page. */
export function CommentsButton() {
  const comments = use(CommentsContext)
  if (!comments) return null
  const { isOpen, open, close } = comments
  return (
    <Tooltip label="Comments (Ctrl Shift M)">
      <ActionIcon
        variant={isOpen ? 'light' : 'subtle'}
        color="gray"
        size="lg"
        aria-label="Comments"
        aria-pressed={isOpen}
        onClick={() => (isOpen ? close() : open())}
      >
        <IconMessage size={20} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  )
}
