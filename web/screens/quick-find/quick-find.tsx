import { Combobox, Kbd, Loader, Modal, Text, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { idInUrl } from '#shared/objects/urls.ts'
import { idIn } from '../../data/addresses.ts'
import { foundQuery, type Narrowing } from '../../data/search.ts'
import { describe } from '../../ui/failed.tsx'
import { Narrowings } from './narrowings.tsx'
import classes from './quick-find.module.css'
import { type Result, ResultLine } from './result-line.tsx'
import { toResult, useRecent } from './results.ts'

/** Milliseconds after the last key until it asks. */
const PAUSE = 120

/** Finds pages and databases by their titles and texts; before anything is typed, where one was last. */
export function QuickFind({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('')
  const [query] = useDebouncedValue(text.trim(), PAUSE)
  const [narrowing, setNarrowing] = useState<Narrowing>({})
  const { data, error, isFetching } = useQuery({
    ...foundQuery(query, narrowing),
    placeholderData: keepPreviousData,
  })
  const recent = useRecent()
  const results: readonly Result[] = query === '' ? recent : (data?.results.map(toResult) ?? [])
  const isEmpty = query !== '' && data !== undefined && results.length === 0
  const combobox = useCombobox({ opened: true })
  const navigate = useNavigate()
  const { name = '' } = useParams({ strict: false })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first of what was found is one key away
  useEffect(() => void combobox.selectFirstOption(), [data, query])

  const open = (key: string) => {
    const { id, blockId } = results.find((result) => result.key === key)!
    onClose()
    void navigate({
      to: '/$name',
      params: { name: idInUrl(id) },
      ...(blockId && { hash: idInUrl(blockId) }),
    })
  }
  return (
    <Modal.Root opened onClose={onClose} size={680} yOffset="10vh">
      <Modal.Overlay />
      <Modal.Content radius="lg" aria-label="Search">
        <Combobox store={combobox} onOptionSubmit={open}>
          <Combobox.EventsTarget>
            <TextInput
              data-autofocus
              aria-label="Search titles and texts"
              placeholder="Search titles and texts…"
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
          <Narrowings value={narrowing} onChange={setNarrowing} shownId={idIn(name)} />
          <Combobox.Options className={classes.results} aria-label="What was found">
            {query === '' && results.length > 0 && <div className={classes.label}>Where you were last</div>}
            {results.map((result) => (
              <Combobox.Option key={result.key} value={result.key} className={classes.option}>
                <ResultLine {...result} />
              </Combobox.Option>
            ))}
            {query === '' && results.length === 0 && (
              <Combobox.Empty>Type a word of a title or of a text.</Combobox.Empty>
            )}
            {isEmpty && (
              <Combobox.Empty>
                Nothing that you see has “{query}”. Try fewer letters or another word.
              </Combobox.Empty>
            )}
            {error && <Combobox.Empty role="alert">{describe(error)}</Combobox.Empty>}
          </Combobox.Options>
        </Combobox>
        <div className={classes.keys}>
          <span aria-hidden>
            <Kbd size="xs">↑</Kbd> <Kbd size="xs">↓</Kbd> choose <Kbd size="xs">↵</Kbd> open{' '}
            <Kbd size="xs">Esc</Kbd> close
          </span>
          <Text span size="xs" role="status" ml="auto">
            {query !== '' && data ? said(results.length, data.has_more, data.is_current) : ''}
          </Text>
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}

const said = (count: number, hasMore: boolean, isCurrent: boolean): string =>
  `${hasMore ? 'The first ' : ''}${count} found${isCurrent ? '' : ' so far'}`
