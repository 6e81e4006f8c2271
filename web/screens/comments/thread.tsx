import { ActionIcon, Anchor, Text, Tooltip } from '@mantine/core'
import { IconCheck, IconLink, IconRotate } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { idInUrl } from '#shared/objects/urls.ts'
import { type Said, toRichText } from '../../data/comment-draft.ts'
import { type Discussion, saidQuery, say, setResolved } from '../../data/comments.ts'
import { tell, tellFailure } from '../../ui/tell.ts'
import { dayOf } from '../../ui/when.ts'
import { BlockQuote, textOfBlock } from './block-quote.tsx'
import classes from './comments-panel.module.css'
import { Composer } from './composer.tsx'
import { OneComment } from './one-comment.tsx'
import { useNames } from './use-names.ts'

interface Props {
  discussion: Discussion
  mayComment: boolean
  /** It is what was asked for. */
  isShown: boolean
  /** The first of those. */
  isFirst: boolean
}

/** What is said about one page or block, and answering. */
export function Thread({ discussion, mayComment, isShown, isFirst }: Props) {
  const { id, parent, page_id, resolved, resolved_by, resolved_time, comments, comment_count } = discussion
  const [isAll, setAll] = useState(false)
  const [isAnswering, setAnswering] = useState(false)
  const all = useQuery({ ...saidQuery(id), enabled: isAll })
  const nameOf = useNames()
  const thread = useRef<HTMLElement>(null)
  useEffect(() => {
    if (isFirst) thread.current?.scrollIntoView({ block: 'nearest' })
  }, [isFirst])
  const blockId = typeof parent.block_id === 'string' ? parent.block_id : null
  const said = all.data ?? (comments as unknown as Said[])
  const copyLink = async () => {
    await navigator.clipboard.writeText(`${location.origin}/${idInUrl(page_id)}?d=${idInUrl(id)}`)
    tell('The link is copied.')
  }
  const change = () =>
    setResolved(id, !resolved).then(
      () => tell(resolved ? 'It is open again.' : 'It is resolved.'),
      tellFailure,
    )
  return (
    <article
      ref={thread}
      className={classes.thread}
      data-shown={isShown || undefined}
      aria-label={blockId ? `About “${textOfBlock(blockId) || 'a block'}”` : 'About the page'}
    >
      <div className={classes.about}>
        {blockId ? <BlockQuote id={blockId} /> : <span className={classes.quote}>The page</span>}
        <Tooltip label="Copy link">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="Copy link to this discussion"
            onClick={copyLink}
          >
            <IconLink size={16} />
          </ActionIcon>
        </Tooltip>
        {mayComment && (
          <Tooltip label={resolved ? 'Reopen' : 'Resolve'}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={resolved ? 'Reopen this discussion' : 'Resolve this discussion'}
              onClick={change}
            >
              {resolved ? <IconRotate size={16} /> : <IconCheck size={16} />}
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      <ol className={classes.said}>
        {said.map((comment) => (
          <OneComment key={comment.id} comment={comment} mayComment={mayComment && !resolved} />
        ))}
      </ol>
      {comment_count > said.length && (
        <Anchor component="button" type="button" size="xs" ta="start" onClick={() => setAll(true)}>
          Show all {comment_count} comments
        </Anchor>
      )}
      {resolved && resolved_time && (
        <Text size="xs" c="dimmed">
          Resolved {resolved_by ? `by ${nameOf(resolved_by.id)} ` : ''}on {dayOf(resolved_time)}
        </Text>
      )}
      {mayComment &&
        !resolved &&
        (isAnswering ? (
          <Composer
            label="Answer"
            action="Answer"
            isFocused
            onCancel={() => setAnswering(false)}
            send={async (draft) => {
              await say({ discussion_id: id }, toRichText(draft))
              setAnswering(false)
            }}
          />
        ) : (
          <Anchor component="button" type="button" size="sm" ta="start" onClick={() => setAnswering(true)}>
            Answer
          </Anchor>
        ))}
    </article>
  )
}
