import { Button, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Found, search } from '../../data/pages.ts'
import { useSession } from '../../data/session.ts'
import { ownTeamspacesQuery } from '../../data/teamspaces.ts'
import { insideQuery, sectionQuery, type TreeItem, teamspaceTopQuery } from '../../data/tree.ts'
import { Branch, Branches } from '../../ui/branch.tsx'
import { ListOf } from '../../ui/list-of.tsx'

type Picked = Pick<TreeItem, 'id' | 'type' | 'title'>

interface Props {
  /** What is chosen already. */
  isTaken: (id: string) => boolean
  /** Whether only what one may share is offered, as far as that is known. */
  needsFullAccess?: boolean
  onPick: (item: Picked) => void
}

/** Pages and databases to choose from, as a tree or as a search finds them. */
export function PagePicker(props: Props) {
  const [text, setText] = useState('')
  const [sought] = useDebouncedValue(text.trim(), 150)
  return (
    <>
      <TextInput
        data-autofocus
        mb="sm"
        aria-label="Search pages"
        placeholder="Search pages…"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      {sought === '' ? <Sections {...props} /> : <Results sought={sought} {...props} />}
    </>
  )
}

function Results({ sought, ...props }: Props & { sought: string }) {
  const query = useQuery({
    queryKey: ['recent', 'pick', sought],
    queryFn: async () => (await search({ query: sought, size: 25 })).results,
    placeholderData: keepPreviousData,
  })
  return (
    <ListOf query={query} empty={<Text c="dimmed">No page or database is called “{sought}”.</Text>}>
      {(found) => (
        <Branches label="Pages that were found">
          {found.map((item) => (
            <Pickable key={item.id} item={item} {...props} />
          ))}
        </Branches>
      )}
    </ListOf>
  )
}

function Sections(props: Props) {
  const { data: teamspaces = [] } = useQuery(ownTeamspacesQuery(useSession()))
  return (
    <>
      {teamspaces.map(({ id, name }) => (
        <Teamspace key={id} id={id} name={name} {...props} />
      ))}
      <Section name="Shared" query={useQuery(sectionQuery('shared'))} {...props} />
      <Section name="Private" query={useQuery(sectionQuery('private'))} {...props} />
    </>
  )
}

const Teamspace = ({ id, name, ...props }: Props & { id: string; name: string }) => (
  <Section name={name} query={useQuery(teamspaceTopQuery(id))} {...props} />
)

function Section({ name, query, ...props }: Props & { name: string; query: UseQueryResult<TreeItem[]> }) {
  return (
    <section>
      <Title order={3} size="h6" mt="sm" c="dimmed">
        {name}
      </Title>
      <ListOf
        query={query}
        empty={
          <Text size="sm" c="dimmed">
            Nothing is here.
          </Text>
        }
      >
        {(items) => (
          <Branches label={name}>
            {items.map((item) => (
              <Pickable key={item.id} item={item} {...props} />
            ))}
          </Branches>
        )}
      </ListOf>
    </section>
  )
}

function Pickable({ item, ...props }: Props & { item: TreeItem | Found }) {
  const isTaken = props.isTaken(item.id)
  const isOffered = !props.needsFullAccess || !('level' in item) || item.level === 'full_access'
  const label = isTaken ? 'Reached' : 'Choose'
  const hasInside = 'has_children' in item && item.has_children && item.type === 'page'
  return (
    <Branch
      title={item.title}
      type={item.type}
      icon={item.icon}
      actions={
        isOffered && (
          <Button
            size="compact-xs"
            variant="default"
            disabled={isTaken}
            aria-label={`${label} ${item.title || 'Untitled'}`}
            onClick={() => props.onPick(item)}
          >
            {label}
          </Button>
        )
      }
      inside={hasInside ? () => <Inside id={item.id} {...props} /> : null}
    />
  )
}

function Inside({ id, ...props }: Props & { id: string }) {
  return (
    <ListOf query={useQuery(insideQuery(id))} empty={<Text size="sm">No pages inside</Text>}>
      {(items) => (
        <Branches>
          {items.map((item) => (
            <Pickable key={item.id} item={item} {...props} />
          ))}
        </Branches>
      )}
    </ListOf>
  )
}
