import { Combobox, Loader, Modal, Text, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import type { Destination } from '../../data/destination.ts'
import { foundQuery } from '../../data/search.ts'
import type { TreeItem } from '../../data/tree.ts'
import { describe } from '../../ui/failed.tsx'
import { NodeIcon } from '../../ui/node-icon.tsx'
import classes from '../quick-find/quick-find.module.css'
import { useRecentItems } from '../quick-find/results.ts'
import { nameOf } from './places.ts'

/** Where something can be put. */
export interface Choice<Parent = Destination> {
  key: string
  icon: ReactNode
  name: string
  parent: Parent
  /** What is said of it. */
  to: string
}

type PageChoice = Choice<{ page_id: string }>

interface Props<Top> {
  /** What is moved, as it is said. */
  what: string
  /** What there is to choose beside pages. */
  tops: readonly Top[]
  mayHold: (page: TreeItem) => boolean
  onClose: () => void
  onChoose: (choice: Top | PageChoice) => void
}

/** Asks where something is to go: to what is offered, or into a page that is searched by its title. */
export function PickPlace<Top extends Choice = never>({ what, mayHold, onClose, ...props }: Props<Top>) {
  const [text, setText] = useState('')
  const [query] = useDebouncedValue(text.trim(), 120)
  const { data, error, isFetching } = useQuery({
    ...foundQuery(query, { titles_only: true }),
    placeholderData: keepPreviousData,
  })
  const tops = props.tops.filter(({ name }) => name.toLowerCase().includes(query.toLowerCase()))
  const recent = useRecentItems()
  const pages = query === '' ? recent : (data?.results.map(({ page }) => page) ?? [])
  const choices = [...tops, ...pages.filter((page) => page.type === 'page' && mayHold(page)).map(toChoice)]
  const combobox = useCombobox({ opened: true })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first of what was found is one key away
  useEffect(() => void combobox.selectFirstOption(), [data, query])
  const choose = (key: string) => {
    props.onChoose(choices.find((choice) => choice.key === key)!)
  }
  return (
    <Modal.Root opened onClose={onClose} size={520} yOffset="12vh">
      <Modal.Overlay />
      <Modal.Content radius="lg" aria-label={`Move ${what} to`}>
        <Combobox store={combobox} onOptionSubmit={choose}>
          <Combobox.EventsTarget>
            <TextInput
              data-autofocus
              aria-label="Where to"
              placeholder={`Move ${what} to…`}
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

const toChoice = (page: TreeItem): PageChoice => ({
  key: page.id,
  icon: <NodeIcon icon={page.icon} type="page" size={20} />,
  name: nameOf(page),
  parent: { page_id: page.id },
  to: `“${nameOf(page)}”`,
})
