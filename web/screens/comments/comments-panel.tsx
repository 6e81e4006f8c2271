import { CloseButton, Group, Tabs, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { toRichText } from '../../data/comment-draft.ts'
import { type Discussion, discussionQuery, discussionsQuery, say } from '../../data/comments.ts'
import { ListOf } from '../../ui/list-of.tsx'
import { BlockQuote } from './block-quote.tsx'
import type { CommentsOf, Shown } from './comments-context.ts'
import classes from './comments-panel.module.css'
import { Composer } from './composer.tsx'
import { NewComment } from './new-comment.tsx'
import { Thread } from './thread.tsx'

interface Props extends CommentsOf {
  shown: Shown | null
  onShow: (shown: Shown | null) => void
}

/** Everything that is said about a page and its blocks: what is open, and what was resolved when it is asked for. */
export function CommentsPanel({ pageId, mayComment, close, shown, onShow }: Props) {
  const linked = useQuery({
    ...discussionQuery(shown?.type === 'discussion' ? shown.id : ''),
    enabled: shown?.type === 'discussion',
  })
  const [chosen, setChosen] = useState<string | null>(null)
  const tab = chosen ?? (linked.data?.resolved ? 'resolved' : 'open')
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    setChosen(null)
    if (shown?.type !== 'new') heading.current?.focus()
  }, [shown])
  return (
    <aside
      className={classes.panel}
      aria-label="Comments"
      onKeyDown={({ key, defaultPrevented }) => key === 'Escape' && !defaultPrevented && close()}
    >
      <Group justify="space-between" className={classes.head}>
        <Title order={2} size="h5" ref={heading} tabIndex={-1} className={classes.title}>
          Comments
        </Title>
        <CloseButton aria-label="Close the comments" onClick={close} />
      </Group>
      <Tabs value={tab} onChange={setChosen} keepMounted={false} className={classes.tabs}>
        <Tabs.List>
          <Tabs.Tab value="open">Open</Tabs.Tab>
          <Tabs.Tab value="resolved">Resolved</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="open">
          {shown?.type === 'new' && (
            <section className={classes.thread} aria-label="New comment">
              <BlockQuote id={shown.id} />
              <Composer
                label="Comment on this block"
                action="Comment"
                isFocused
                onCancel={() => onShow(null)}
                send={async (draft) => {
                  await say({ block_id: shown.id }, toRichText(draft))
                  onShow({ type: 'block', id: shown.id })
                }}
              />
            </section>
          )}
          <Threads pageId={pageId} mayComment={mayComment} isResolved={false} shown={shown} />
        </Tabs.Panel>
        <Tabs.Panel value="resolved">
          <Threads pageId={pageId} mayComment={mayComment} isResolved shown={shown} />
        </Tabs.Panel>
      </Tabs>
      {mayComment && tab === 'open' && (
        <div className={classes.foot}>
          <NewComment pageId={pageId} />
        </div>
      )}
    </aside>
  )
}

interface ThreadsProps {
  pageId: string
  mayComment: boolean
  isResolved: boolean
  shown: Shown | null
}

function Threads({ pageId, mayComment, isResolved, shown }: ThreadsProps) {
  const query = useQuery(discussionsQuery(pageId, isResolved))
  const isShown = ({ id, parent }: Discussion) =>
    (shown?.type === 'discussion' && shown.id === id) ||
    (shown?.type === 'block' && shown.id === parent.block_id)
  const first = query.data?.find(isShown)?.id
  return (
    <ListOf
      query={query}
      empty={
        <Text size="sm" c="dimmed" p="md">
          {isResolved
            ? 'Nothing was resolved yet.'
            : `Nothing is said here yet.${mayComment ? ' Comment on the page below, or on a block by pointing at it.' : ''}`}
        </Text>
      }
    >
      {(discussions) =>
        discussions.map((discussion) => (
          <Thread
            key={discussion.id}
            discussion={discussion}
            mayComment={mayComment}
            isShown={isShown(discussion)}
            isFirst={discussion.id === first}
          />
        ))
      }
    </ListOf>
  )
}
