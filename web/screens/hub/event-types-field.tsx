import { Accordion, Checkbox, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Capabilities } from '../../data/hub.ts'
import { eventTypesQuery, mayBeTold, type WebhookEventType } from '../../data/subscriptions.ts'
import { ListOf } from '../../ui/list-of.tsx'

interface Props {
  version: string
  capabilities: Capabilities
  value: readonly string[]
  onChange: (value: string[]) => void
}

const groupNames: Record<string, string> = {
  page: 'Pages',
  database: 'Databases',
  data_source: 'Data sources',
  comment: 'Comments',
  discussion: 'Discussions',
  file_upload: 'File uploads',
  view: 'Views',
  user: 'People',
  guest: 'Guests',
  group: 'Groups',
  invitation: 'Invitations',
  connection: 'Connections',
}

const capabilityNames: Record<WebhookEventType['needs'], string> = {
  read_content: 'Read content',
  read_comments: 'Read comments',
  read_user_info: 'user information',
  read_permissions: 'to see who has access',
}

const groupOf = ({ type }: WebhookEventType): string => type.slice(0, type.indexOf('.'))

/** What a webhook is told of, in groups, each with its meaning. */
export function EventTypesField({ version, capabilities, value, onChange }: Props) {
  const query = useQuery(eventTypesQuery(version))
  return (
    <ListOf query={query} empty={null}>
      {(types) => (
        <Accordion
          keepMounted={false}
          multiple
          chevronPosition="left"
          variant="contained"
          aria-label="Event types"
        >
          {[...Map.groupBy(types, groupOf)].map(([group, types]) => (
            <Types
              key={group}
              name={groupNames[group] ?? group}
              types={types}
              isTold={mayBeTold(capabilities, types[0]!.needs)}
              capabilities={capabilities}
              value={value}
              onChange={onChange}
            />
          ))}
        </Accordion>
      )}
    </ListOf>
  )
}

interface TypesProps extends Omit<Props, 'version'> {
  name: string
  types: WebhookEventType[]
  isTold: boolean
}

function Types({ name, types, capabilities, value, onChange }: TypesProps) {
  const able = types.filter(({ needs }) => mayBeTold(capabilities, needs)).map(({ type }) => type)
  const chosen = types.filter(({ type }) => value.includes(type)).length
  const others = value.filter((one) => !types.some(({ type }) => type === one))
  return (
    <Accordion.Item value={name}>
      <Accordion.Control>
        <Text size="sm" fw={500} component="span">
          {name}
        </Text>{' '}
        <Text size="xs" c="dimmed" component="span">
          {able.length === 0 ? 'Not among its capabilities' : `${chosen} of ${types.length}`}
        </Text>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="sm">
          <Checkbox
            label={`All of ${name.toLowerCase()}`}
            disabled={able.length === 0}
            checked={able.length > 0 && chosen >= able.length}
            indeterminate={chosen > 0 && chosen < able.length}
            onChange={({ currentTarget }) => onChange(currentTarget.checked ? [...others, ...able] : others)}
          />
          {types.map(({ type, description, needs }) => {
            const isAble = able.includes(type)
            return (
              <Checkbox
                key={type}
                ml="lg"
                label={type}
                description={
                  isAble ? description : `${description} The connection needs ${capabilityNames[needs]}.`
                }
                disabled={!isAble && !value.includes(type)}
                checked={value.includes(type)}
                onChange={({ currentTarget }) =>
                  onChange(currentTarget.checked ? [...value, type] : value.filter((one) => one !== type))
                }
              />
            )
          })}
        </Stack>
      </Accordion.Panel>
    </Accordion.Item>
  )
}
