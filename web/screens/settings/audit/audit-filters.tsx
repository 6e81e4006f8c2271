import { Button, Group, NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { AuditFilter } from '../../../data/audit.ts'
import type { Connection } from '../../../data/connections.ts'
import { scimTokensQuery } from '../../../data/identity.ts'
import { useSession } from '../../../data/session.ts'
import { allTokensQuery } from '../../../data/tokens.ts'
import { phrases } from './phrases.ts'

interface Props {
  filter: AuditFilter
  people: ReadonlyMap<string, string>
  connections: readonly Connection[]
  onChange: (filter: AuditFilter) => void
}

const kinds = [
  { value: '', label: 'Anybody' },
  { value: 'person', label: 'People' },
  { value: 'bot', label: 'Connections' },
  { value: 'directory', label: 'Directories' },
  { value: 'system', label: 'Octavo itself' },
]

const actions = Object.groupBy(Object.keys(phrases), (type) => type.split('.')[0]!)

const actionGroups = Object.entries(actions).map(([group, types = []]) => ({
  group: group.replaceAll('_', ' '),
  items: types.map((type) => ({ value: type, label: type })),
}))

/** What is looked for in the log. */
export function AuditFilters({ filter, people, connections, onChange }: Props) {
  const session = useSession()
  const { data: tokens = [] } = useQuery(allTokensQuery(session))
  const { data: directories = [] } = useQuery(scimTokensQuery(session))
  const set = (name: keyof AuditFilter, value: string | null) => {
    const { [name]: _, ...others } = filter
    onChange(value ? { ...others, [name]: value } : others)
  }
  const actors = [
    { group: 'People', items: [...people].map(([value, label]) => ({ value, label })) },
    {
      group: 'Connections',
      items: connections.flatMap(({ bot_id: value, name }) => (value ? [{ value, label: name }] : [])),
    },
    {
      group: 'Directories',
      items: directories.map(({ id, name, hint }) => ({ value: id, label: `${name} (${hint})` })),
    },
  ]
  const isFiltered = Object.keys(filter).length > 0
  return (
    <>
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
        <NativeSelect
          label="Who"
          data={[{ value: '', label: 'Anybody' }, ...known(actors, filter.actor_id)]}
          value={filter.actor_id ?? ''}
          onChange={({ currentTarget }) => set('actor_id', currentTarget.value)}
        />
        <NativeSelect
          label="Kind"
          data={kinds}
          value={filter.actor_type ?? ''}
          onChange={({ currentTarget }) => set('actor_type', currentTarget.value)}
        />
        <NativeSelect
          label="Did"
          data={[{ value: '', label: 'Anything' }, ...actionGroups]}
          value={filter.type ?? ''}
          onChange={({ currentTarget }) => set('type', currentTarget.value)}
        />
        <TextInput
          key={filter.object_id}
          label="To"
          placeholder="An id"
          defaultValue={filter.object_id}
          onBlur={({ currentTarget }) => set('object_id', currentTarget.value.trim())}
        />
        <TextInput
          type="date"
          label="From"
          value={filter.since ?? ''}
          onChange={({ currentTarget }) => set('since', currentTarget.value)}
        />
        <TextInput
          type="date"
          label="Until"
          value={filter.until ?? ''}
          onChange={({ currentTarget }) => set('until', currentTarget.value)}
        />
        <NativeSelect
          label="Token"
          data={[
            { value: '', label: 'Any' },
            ...known(
              [
                {
                  group: 'Personal access tokens',
                  items: tokens.map(({ id, name, owner }) => ({
                    value: id,
                    label: `${name ?? ''} · ${people.get(owner.id) ?? ''}`,
                  })),
                },
              ],
              filter.token_id,
            ),
          ]}
          value={filter.token_id ?? ''}
          onChange={({ currentTarget }) => set('token_id', currentTarget.value)}
        />
        <TextInput
          key={filter.ip_address}
          label="IP address"
          placeholder="Any"
          defaultValue={filter.ip_address}
          onBlur={({ currentTarget }) => set('ip_address', currentTarget.value.trim())}
          onKeyDown={({ key, currentTarget }) =>
            key === 'Enter' && set('ip_address', currentTarget.value.trim())
          }
        />
      </SimpleGrid>
      {isFiltered && (
        <Group mt="xs">
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            leftSection={<IconFilterOff size={14} />}
            onClick={() => onChange({})}
          >
            Show everything
          </Button>
        </Group>
      )}
    </>
  )
}

type Choices = { group: string; items: { value: string; label: string }[] }[]

/** What a link asks for can be chosen too, whatever it is. */
function known(choices: Choices, asked: string | undefined): Choices {
  const shown = choices.filter(({ items }) => items.length > 0)
  if (asked === undefined || shown.some(({ items }) => items.some(({ value }) => value === asked)))
    return shown
  return [...shown, { group: 'Others', items: [{ value: asked, label: `…${asked.slice(-6)}` }] }]
}
