import { NativeSelect, Stack } from '@mantine/core'
import { useState } from 'react'
import { toRichText } from '../../data/comment-draft.ts'
import { say } from '../../data/comments.ts'
import { beginningsOfBlocks } from './block-quote.tsx'
import { Composer } from './composer.tsx'

/** A comment on the page, or on one of its blocks: whoever has no pointer chooses it by its first words. */
export function NewComment({ pageId }: { pageId: string }) {
  const [blockId, setBlockId] = useState('')
  const [blocks, setBlocks] = useState<{ value: string; label: string }[]>([])
  return (
    <Stack gap="xs">
      <NativeSelect
        size="xs"
        aria-label="What a new comment is about"
        data={[{ value: '', label: 'About the page' }, ...blocks]}
        value={blockId}
        onFocus={() => setBlocks(beginningsOfBlocks())}
        onChange={({ currentTarget }) => setBlockId(currentTarget.value)}
      />
      <Composer
        label={blockId === '' ? 'Comment on the page' : 'Comment on the block'}
        action="Comment"
        send={async (draft) => {
          await say(blockId === '' ? { page_id: pageId } : { block_id: blockId }, toRichText(draft))
          setBlockId('')
        }}
      />
    </Stack>
  )
}
