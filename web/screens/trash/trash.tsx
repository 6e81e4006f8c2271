import { Button, Container, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconArrowBackUp, IconSearch, IconTrash } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { idInUrl } from '#shared/objects/urls.ts'
import { type Found, search, setInTrash } from '../../data/pages.ts'
import { Failed } from '../../ui/failed.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Message } from '../../ui/message.tsx'
import { NodeIcon } from '../../ui/node-icon.tsx'
import { tell, tellFailure } from '../../ui/tell.ts'
import { useTitle } from '../../ui/use-title.ts'
import { TopBar } from '../shell/top-bar.tsx'
import classes from './trash.module.css'

/** What was thrown away and can be had back. */
export function Trash() {
  const [text, setText] = useState('')
  const [query] = useDebouncedValue(text.trim(), 150)
  useTitle('Trash')
  const found = useInfiniteQuery({
    queryKey: ['trash', query],
    queryFn: ({ pageParam }) => search({ query, inTrash: true, size: 50, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  })
  const results = found.data?.pages.flatMap((page) => page.results)
  return (
    <>
      <TopBar>Trash</TopBar>
      <Container size="sm" py="xl">
        <Title order={1} size="h2">
          Trash
        </Title>
        <Text c="dimmed" mb="lg">
          Pages and databases that were thrown away. Restored, they go back to where they stood.
        </Text>
        <TextInput
          aria-label="Search the trash"
          placeholder="Search the trash…"
          leftSection={<IconSearch size={16} />}
          mb="md"
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        {found.error && <Failed error={found.error} reset={() => found.refetch()} />}
        {found.isPending && <Loading />}
        {results?.length === 0 && (
          <Message
            icon={<IconTrash size={36} stroke={1.2} />}
            title={query === '' ? 'The trash is empty' : `Nothing in the trash has “${query}” in its title`}
          >
            {query === '' && 'What you move to the trash waits here.'}
          </Message>
        )}
        <ul className={classes.list}>
          {results?.map((item) => (
            <TrashLine key={item.id} item={item} />
          ))}
        </ul>
        {found.hasNextPage && (
          <Button variant="default" loading={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
            Show more
          </Button>
        )}
      </Container>
    </>
  )
}

function TrashLine({ item }: { item: Found }) {
  const [isRunning, setRunning] = useState(false)
  const title = item.title || 'Untitled'
  const restore = async () => {
    setRunning(true)
    try {
      await setInTrash(item, false)
      tell(`“${title}” is back.`)
    } catch (error) {
      tellFailure(error)
      setRunning(false)
    }
  }
  return (
    <li className={classes.line}>
      <NodeIcon icon={item.icon} type={item.type} size={20} />
      <Link to="/$name" params={{ name: idInUrl(item.id) }} className={classes.title}>
        {title}
      </Link>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconArrowBackUp size={14} />}
        loading={isRunning}
        aria-label={`Restore ${title}`}
        onClick={restore}
      >
        Restore
      </Button>
    </li>
  )
}
