import { Combobox, Kbd, Loader, Modal, Text, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { idInUrl } from '#shared/objects/urls.ts'
import { search } from '../../data/pages.ts'
import { describe } from '../../ui/failed.tsx'
import { NodeIcon } from '../../ui/node-icon.tsx'
import classes from './quick-find.module.css'

/** Milliseconds after the last key until it asks. */
const PAUSE = 120

/** Finds a page or database by its title; before anything is typed, those edited last. */
export function QuickFind({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('')
  const [query] = useDebouncedValue(text.trim(), PAUSE)
  const { data, error, isFetching } = useQuery({
    queryKey: ['recent', 'found', query],
    queryFn: () => search({ query, size: 20 }),
    placeholderData: keepPreviousData,
  })
  const combobox = useCombobox({ opened: true })
  const navigate = useNavigate()
  const results = data?.results ?? []
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first of what was found is one key away
  useEffect(() => void combobox.selectFirstOption(), [data])

  const open = (id: string) => {
    onClose()
    void navigate({ to: '/$name', params: { name: idInUrl(id) } })
  }
  return (
    <Modal.Root opened onClose={onClose} size={620} yOffset="10vh">
      <Modal.Overlay />
      <Modal.Content radius="lg" aria-label="Find a page">
        <Combobox store={combobox} onOptionSubmit={open}>
          <Combobox.EventsTarget>
            <TextInput
              data-autofocus
              aria-label="Find a page"
              placeholder="Find a page or database…"
              variant="unstyled"
              size="lg"
              classNames={{ root: classes.search, input: classes.input }}
              leftSection={<IconSearch size={20} stroke={1.5} />}
              rightSection={isFetching ? <Loader size="xs" /> : null}
              value={text}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
            />
          </Combobox.EventsTarget>
          <Combobox.Options className={classes.results} aria-label="What was found">
            {query === '' && results.length > 0 && <div className={classes.label}>Edited last</div>}
            {results.map(({ id, type, title, icon, editedTime }) => (
              <Combobox.Option key={id} value={id} className={classes.option}>
                <NodeIcon icon={icon} type={type} size={20} />
                <Text span truncate className={classes.title}>
                  {title || 'Untitled'}
                </Text>
                <Text span size="xs" c="dimmed">
                  {new Date(editedTime).toLocaleDateString(undefined, { dateStyle: 'medium' })}
                </Text>
              </Combobox.Option>
            ))}
            {data && results.length === 0 && (
              <Combobox.Empty>
                {query === ''
                  ? 'There are no pages yet.'
                  : `No title has “${query}”. Try fewer letters or another word.`}
              </Combobox.Empty>
            )}
            {error && <Combobox.Empty role="alert">{describe(error)}</Combobox.Empty>}
          </Combobox.Options>
        </Combobox>
        <div className={classes.keys} aria-hidden>
          <Kbd size="xs">↑</Kbd> <Kbd size="xs">↓</Kbd> choose <Kbd size="xs">↵</Kbd> open{' '}
          <Kbd size="xs">Esc</Kbd> close
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}
