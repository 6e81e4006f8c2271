import { Combobox, Loader, Modal, Text, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconLock, IconSearch, IconUsers } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import type { Destination } from '../../data/destination.ts'
import { foundQuery } from '../../data/search.ts'
import { useSession } from '../../data/session.ts'
import { ownTeamspacesQuery } from '../../data/teamspaces.ts'
import type { TreeItem } from '../../data/tree.ts'
import { describe } from '../../ui/failed.tsx'
import { NodeIcon } from '../../ui/node-icon.tsx'
import classes from '../quick-find/quick-find.module.css'
import { useRecentItems } from '../quick-find/results.ts'
import { mayMove, nameOf } from './places.ts'

interface Props {
  item: TreeItem
  onClose: () => void
  /** `to` is what is said of it. */
  onChoose: (parent: Destination, to: string) => void
}

interface Choice {
  key: string
  icon: ReactNode
  name: string
  parent: Destination
  to: string
}

/** Asks where a page or database is to go: a section, a teamspace, or a page that is searched by its title. */
export function MoveTo({ item, onClose, onChoose }: Props) {
  const [text, setText] = useState('')
  const [query] = useDebouncedValue(text.trim(), 120)
  const { data, error, isFetching } = useQuery({
    ...foundQuery(query, { titles_only: true }),
    placeholderData: keepPreviousData,
  })
  const tops = useTops(item).filter(({ name }) => name.toLowerCase().includes(query.toLowerCase()))
  const recent = useRecentItems()
  const pages = query === '' ? recent : (data?.results.map(({ page }) => page) ?? [])
  const choices = [...tops, ...pages.filter((page) => mayHold(page, item)).map(toChoice)]
  const combobox = useCombobox({ opened: true })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first of what was found is one key away
  useEffect(() => void combobox.selectFirstOption(), [data, query])
  const choose = (key: string) => {
    const { parent, to } = choices.find((choice) => choice.key === key)!
    onChoose(parent, to)
  }
  return (
    <Modal.Root opened onClose={onClose} size={520} yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content radius="lg" aria-label={`Move “${nameOf(item)}” to`}>
        <Combobox store={combobox} onOptionSubmit={choose}>
          <Combobox.EventsTarget>
            <TextInput
              data-autofocus
              aria-label="Where to"
              placeholder={`Move “${nameOf(item)}” to…`}
              variant="unstyled"
              size="lg"
              classNames={{ root: classes.search, input: classes.input }}
              leftSection={<IconSearch size={20} stroke={1.5} />}
              rightSection={isFetching ? <Loader size="xs" /> : null}
              value={text}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
              // A list that is open keeps the key from the dialog around it.
              onKeyDown={({ key }) => key === 'Escape' && onClose()}
            />
          </Combobox.EventsTarget>
          <Combobox.Options className={classes.results} aria-label="Where it can go">
            {choices.map(({ key, icon, name }) => (
              <Combobox.Option key={key} value={key} className={classes.option}>
                {icon}
                <Text span truncate>
                  {name}
                </Text>
              </Combobox.Option>
            ))}
            {choices.length === 0 && !isFetching && (
              <Combobox.Empty>No page that you may change is called “{query}”.</Combobox.Empty>
            )}
            {error && <Combobox.Empty role="alert">{describe(error)}</Combobox.Empty>}
          </Combobox.Options>
        </Combobox>
      </Modal.Content>
    </Modal.Root>
  )
}

/** Tops of the tree. A database stands in a page, and what others get at takes full access. */
function useTops(item: TreeItem): Choice[] {
  const session = useSession()
  const { data: teamspaces = [] } = useQuery(ownTeamspacesQuery(session))
  if (item.type === 'database' || item.level !== 'full_access' || session.user.role === 'guest') return []
  return [
    {
      key: 'private',
      icon: <IconLock size={20} stroke={1.5} aria-hidden />,
      name: 'Private',
      parent: { private: true },
      to: 'your private pages',
    },
    ...teamspaces.map(({ id, name }) => ({
      key: id,
      icon: <IconUsers size={20} stroke={1.5} aria-hidden />,
      name,
      parent: { teamspace_id: id },
      to: `“${name}”`,
    })),
  ]
}

const mayHold = (page: TreeItem, item: TreeItem): boolean =>
  page.type === 'page' &&
  mayMove(page) &&
  page.id !== item.id &&
  (item.parent as { page_id?: string }).page_id !== page.id

const toChoice = (page: TreeItem): Choice => ({
  key: page.id,
  icon: <NodeIcon icon={page.icon} type="page" size={20} />,
  name: nameOf(page),
  parent: { page_id: page.id },
  to: `“${nameOf(page)}”`,
})
