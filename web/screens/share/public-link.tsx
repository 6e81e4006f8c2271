import { Anchor, Checkbox, Stack, Switch, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconWorld } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import {
  changeEntry,
  type Permission,
  permissionsQuery,
  removeEntry,
  sharing,
} from '../../data/permissions.ts'
import type { TreeItem } from '../../data/tree.ts'
import { Line, Lines } from '../../ui/lines.tsx'
import { RoundIcon } from '../../ui/round-icon.tsx'
import { Secret } from '../../ui/secret.tsx'
import { tell } from '../../ui/tell.ts'
import { dayOf } from '../../ui/when.ts'
import { EndsDialog } from './ends-dialog.tsx'
import { LeavesAbove } from './leaves-above.tsx'
import { Origin } from './origin.tsx'
import { useChange } from './use-change.tsx'

/** Whether anybody with the link reads it without signing in, until when, and whether search engines may. */
export function PublicLink({ item }: { item: TreeItem }) {
  const { data: permissions = [] } = useQuery(permissionsQuery(item))
  const [begin, dialog] = useChange()
  const published = permissions.filter(
    ({ principal, status }) => principal.type === 'public' && status === 'active',
  )
  const shown = published.find(({ inherited }) => !inherited) ?? published[0]
  const mayChange = item.level === 'full_access'
  const publish = () =>
    begin({
      title: `Publish “${item.title || 'Untitled'}”?`,
      action: 'Publish',
      note: (
        <Text size="sm">
          Anybody who has the link reads this {item.type} and all that stands below it, without signing in.
        </Text>
      ),
      change: sharing(item, { set: [{ public: true, level: 'view' }] }),
      done: () => tell('It is published.'),
    })
  const unpublish = () =>
    begin({
      title: 'Publish it no more?',
      action: 'Unpublish',
      note: shown?.inherited_from && <LeavesAbove item={item} />,
      change: removeEntry(item, shown!),
      done: () => tell('It is no longer published.'),
    })
  return (
    <section>
      <Title order={3} size="h5" mt="lg">
        On the web
      </Title>
      <Lines label="On the web">
        <Line
          mark={<RoundIcon icon={IconWorld} />}
          title="Anybody with the link"
          more={
            shown ? (
              <>
                <Origin item={item} from={shown.inherited_from} />
                {shown.expiration_time && ` · Until ${dayOf(shown.expiration_time)}`}
              </>
            ) : (
              'Reads it without signing in'
            )
          }
        >
          {mayChange ? (
            <Switch
              aria-label="Anybody with the link can view"
              checked={shown !== undefined}
              onChange={() => (shown ? unpublish() : publish())}
            />
          ) : (
            <Text size="sm" c="dimmed">
              {shown ? 'Can view' : 'No access'}
            </Text>
          )}
        </Line>
      </Lines>
      {shown?.link && <Published item={item} permission={shown} link={shown.link} mayChange={mayChange} />}
      {dialog}
    </section>
  )
}

interface PublishedProps {
  item: TreeItem
  permission: Permission
  link: NonNullable<Permission['link']>
  mayChange: boolean
}

function Published({ item, permission, link, mayChange }: PublishedProps) {
  const [begin, dialog] = useChange()
  const [isEnding, ending] = useDisclosure(false)
  const change = (what: Parameters<typeof changeEntry>[2]) =>
    begin({
      title: 'Change how it is published?',
      action: 'Change',
      change: changeEntry(item, permission, what),
      done: () => tell('Saved.'),
    })
  return (
    <Stack gap="xs">
      <Secret value={link.url} />
      <Anchor href={link.url} target="_blank" size="sm">
        Open the published {item.type}
      </Anchor>
      {mayChange && !permission.inherited && (
        <>
          <Checkbox
            label="Search engines may list it"
            checked={link.search_indexing}
            onChange={({ currentTarget }) => change({ link: { search_indexing: currentTarget.checked } })}
          />
          <Anchor component="button" type="button" size="sm" ta="start" onClick={ending.open}>
            {permission.expiration_time
              ? `It ends on ${dayOf(permission.expiration_time)}`
              : 'Set when it ends'}
          </Anchor>
        </>
      )}
      {isEnding && (
        <EndsDialog
          title="When the link ends"
          ends={permission.expiration_time}
          onClose={ending.close}
          onChosen={(expiration_time) => {
            ending.close()
            void change({ expiration_time })
          }}
        />
      )}
      {dialog}
    </Stack>
  )
}
