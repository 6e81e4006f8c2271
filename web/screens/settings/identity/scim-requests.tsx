import { Badge, Code, Group, NativeSelect, Table, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconListDetails } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type RequestFilter,
  type ScimRequest,
  scimRequestsQuery,
  scimTokensQuery,
} from '../../../data/identity.ts'
import { useSession } from '../../../data/session.ts'
import { allPages } from '../../../ui/all-pages.ts'
import { Line, Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { Message } from '../../../ui/message.tsx'
import { MoreAsScrolled } from '../../../ui/more-as-scrolled.tsx'
import { Section } from '../../../ui/section.tsx'
import { momentOf } from '../../../ui/when.ts'

/** What directories asked and what changed. */
export function ScimRequests() {
  const session = useSession()
  const { data: tokens = [] } = useQuery(scimTokensQuery(session))
  const [filter, setFilter] = useState<RequestFilter>({})
  const query = useInfiniteQuery(scimRequestsQuery(session, filter))
  const directories = [...new Set(tokens.map(({ name }) => name))]
  const set = (name: keyof RequestFilter, value: string) => {
    const { [name]: _, ...others } = filter
    setFilter(value === '' ? others : { ...others, [name]: value })
  }
  return (
    <Section
      title="Requests"
      says="What directories asked, the newest first. Reads that went well are counted together."
    >
      <Group gap="xs" align="flex-end">
        <NativeSelect
          label="Directory"
          data={[{ value: '', label: 'All' }, ...directories]}
          value={filter.directory ?? ''}
          onChange={({ currentTarget }) => set('directory', currentTarget.value)}
        />
        <NativeSelect
          label="Answer"
          data={[
            { value: '', label: 'All' },
            { value: '2xx', label: 'Done' },
            { value: '4xx', label: 'Refused' },
            { value: '5xx', label: 'Failed' },
          ]}
          value={filter.status ?? ''}
          onChange={({ currentTarget }) => set('status', currentTarget.value)}
        />
        <TextInput
          type="date"
          label="Since"
          value={filter.since ?? ''}
          onChange={({ currentTarget }) => set('since', currentTarget.value)}
        />
      </Group>
      <ListOf
        query={allPages(query)}
        empty={
          <Message icon={<IconListDetails size={36} stroke={1.2} />} title="No requests">
            {Object.keys(filter).length > 0
              ? 'None fits what you look for.'
              : 'Whatever a directory asks is listed here.'}
          </Message>
        }
      >
        {(requests) => (
          <Lines label="Requests of directories">
            {requests.map((request) => (
              <RequestLine key={request.id} request={request} />
            ))}
          </Lines>
        )}
      </ListOf>
      <MoreAsScrolled query={query} />
    </Section>
  )
}

function RequestLine({ request }: { request: ScimRequest }) {
  const [isOpen, setOpen] = useState(false)
  const { method, path, status, directory, time, count, dry_run: isTrial } = request
  return (
    <Line
      mark={
        <Badge color={status < 400 ? 'leaf' : 'red'} variant="dot">
          {status}
        </Badge>
      }
      title={
        <UnstyledButton aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} fz="sm">
          <Code>{method}</Code> {path}
        </UnstyledButton>
      }
      more={[
        directory,
        momentOf(time),
        count > 1 && `${count} alike`,
        isTrial && 'a trial, nothing was changed',
        request.error?.detail,
      ]
        .filter(Boolean)
        .join(' · ')}
      below={isOpen && <RequestDetail request={request} />}
    />
  )
}

function RequestDetail({ request }: { request: ScimRequest }) {
  const { changes, error, ip_address, user_agent, resource_id } = request
  return (
    <>
      {error && (
        <Text size="sm">
          {error.scim_type && `${error.scim_type}: `}
          {error.detail}
        </Text>
      )}
      {changes && changes.length > 0 && (
        <Table layout="fixed" style={{ overflowWrap: 'anywhere' }}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Field</Table.Th>
              <Table.Th>Before</Table.Th>
              <Table.Th>After</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {changes.map(({ field, before, after }) => (
              <Table.Tr key={field}>
                <Table.Td>{field}</Table.Td>
                <Table.Td>{inWords(before)}</Table.Td>
                <Table.Td>{inWords(after)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Text size="xs" c="dimmed">
        {[resource_id && `Resource ${resource_id}`, ip_address, user_agent].filter(Boolean).join(' · ')}
      </Text>
    </>
  )
}

const inWords = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
