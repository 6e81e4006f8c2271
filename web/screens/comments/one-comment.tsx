import { Anchor, Menu, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { type Said, toDraft, toRichText } from '../../data/comment-draft.ts'
import { sayAnew, unsay } from '../../data/comments.ts'
import { useSession } from '../../data/session.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { ConnectionIcon } from '../../ui/connection-icon.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { PersonIcon } from '../../ui/person-icon.tsx'
import { Runs } from '../../ui/runs.tsx'
import { momentOf } from '../../ui/when.ts'
import classes from './comments-panel.module.css'
import { Composer } from './composer.tsx'
import { useEverybody } from './use-names.ts'

/** A comment: who said it, when, and what; one's own can be changed and taken back. */
export function OneComment({ comment, mayComment }: { comment: Said; mayComment: boolean }) {
  const { user } = useSession()
  const author = useEverybody().get(comment.created_by.id)
  const [isChanging, changing] = useDisclosure(false)
  const [isAsking, asking] = useDisclosure(false)
  const { display_name, created_time, last_edited_time, rich_text, attachments = [] } = comment
  const name = display_name.resolved_name ?? author?.name ?? 'Somebody'
  const isOwn = comment.created_by.id === user.id
  const draft = toDraft(rich_text)
  // A connection may speak in the name of somebody.
  const through = author?.type === 'bot' && author.name !== name ? author.name : null
  return (
    <li className={classes.comment}>
      {author?.type === 'bot' ? (
        <ConnectionIcon name={name} logo_url={author.avatar_url} size={24} />
      ) : (
        <PersonIcon name={name} avatar_url={author?.avatar_url ?? null} size={24} />
      )}
      <div>
        <Text span size="sm" fw={600}>
          {name}
        </Text>{' '}
        <Text span size="xs" c="dimmed">
          {through && `by ${through} · `}
          {momentOf(created_time)}
          {last_edited_time !== created_time && ' · changed'}
        </Text>
      </div>
      {isOwn && mayComment && !isChanging ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <MoreButton label="More about this comment" size="sm" />
          </Menu.Target>
          <Menu.Dropdown>
            {draft && (
              <Menu.Item leftSection={<IconPencil size={16} />} onClick={changing.open}>
                Edit
              </Menu.Item>
            )}
            <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={asking.open}>
              Delete
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : (
        <span />
      )}
      <div className={classes.text}>
        {isChanging && draft ? (
          <Composer
            label="Your comment"
            action="Save"
            begun={draft}
            isFocused
            onCancel={changing.close}
            send={async (changed) => {
              await sayAnew(comment.id, toRichText(changed))
              changing.close()
            }}
          />
        ) : (
          <Runs text={rich_text} />
        )}
        {attachments.map((attachment) => {
          const { url } = (attachment.file ?? {}) as { url?: string }
          return (
            url && (
              <div key={url}>
                <Anchor href={url} size="sm" rel="noreferrer">
                  Attached {String(attachment.category)}
                </Anchor>
              </div>
            )
          )
        })}
      </div>
      <Confirm
        isOpen={isAsking}
        onClose={asking.close}
        title="Delete this comment?"
        action="Delete"
        isDestructive
        run={() => unsay(comment.id)}
      >
        <Text size="sm">It is gone for everybody, and cannot be restored.</Text>
      </Confirm>
    </li>
  )
}
