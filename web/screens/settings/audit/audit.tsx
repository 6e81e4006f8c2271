import { Button, Group } from '@mantine/core'
import { IconDownload, IconHistory } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { type AuditEvent, type AuditFilter, auditFile, auditQuery, filterIn } from '../../../data/audit.ts'
import { connectionsQuery } from '../../../data/connections.ts'
import { newerEventsKey } from '../../../data/live-settings.ts'
import { namesQuery } from '../../../data/people.ts'
import { queryClient } from '../../../data/query-client.ts'
import { useSession } from '../../../data/session.ts'
import { allPages } from '../../../ui/all-pages.ts'
import { ForOwners } from '../../../ui/for-owners.tsx'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { Message } from '../../../ui/message.tsx'
import { MoreAsScrolled } from '../../../ui/more-as-scrolled.tsx'
import { ScreenHead } from '../../../ui/screen-head.tsx'
import { AuditLine } from './audit-line.tsx'

// Selects that are searched in weigh as much as the rest of the screen.
const AuditFilters = lazyPart(() => import('./audit-filters.tsx'), 'AuditFilters')

/** Settings → Audit log: what happened, and who did it. The address says what is looked for. */
export const Audit = () => (
  <>
    <ScreenHead title="Audit log">
      What happened in the workspace, and who did it, the newest first. It cannot be changed.
    </ScreenHead>
    <ForOwners>
      <Log />
    </ForOwners>
  </>
)

function Log() {
  const session = useSession()
  const filter = filterIn(useSearch({ from: '/settings/audit' }))
  const navigate = useNavigate({ from: '/settings/audit' })
  const query = useInfiniteQuery(auditQuery(session, filter))
  const { data: people = new Map<string, string>() } = useQuery(namesQuery(session))
  const { data: connections = [] } = useQuery(connectionsQuery(session))
  const names = new Map([...people, ...connections.map(({ id, name }) => [id, name] as const)])
  const look = (wanted: AuditFilter) => navigate({ search: { ...wanted }, replace: true })
  return (
    <>
      <AuditFilters filter={filter} people={people} connections={connections} onChange={look} />
      <Group justify="space-between" my="sm" gap="xs">
        <Newer />
        <Group gap="xs">
          {(['csv', 'ndjson'] as const).map((format) => (
            <Button
              key={format}
              size="xs"
              variant="default"
              component="a"
              href={auditFile(session, filter, format)}
              download
              leftSection={<IconDownload size={14} />}
            >
              {format === 'csv' ? 'Export as CSV' : 'Export as JSON lines'}
            </Button>
          ))}
        </Group>
      </Group>
      <ListOf
        query={allPages<AuditEvent>(query)}
        empty={
          <Message icon={<IconHistory size={36} stroke={1.2} />} title="Nothing of that kind happened">
            {query.hasNextPage
              ? 'Older events are still to be looked through.'
              : 'Look for something else, or for a longer time.'}
          </Message>
        }
      >
        {(events) => (
          <Lines label="Events">
            {events.map((event) => (
              <AuditLine key={event.id} event={event} names={names} onLook={look} />
            ))}
          </Lines>
        )}
      </ListOf>
      <MoreAsScrolled query={query} />
    </>
  )
}

/** What came since the list was asked for; whoever reads is not moved about. */
function Newer() {
  const { data: count = 0 } = useQuery<number>({
    queryKey: newerEventsKey,
    queryFn: () => 0,
    staleTime: Infinity,
  })
  useEffect(forget, [])
  const show = () => {
    forget()
    return queryClient.resetQueries({ queryKey: ['settings', 'audit'] })
  }
  return count === 0 ? (
    <span />
  ) : (
    <Button size="xs" variant="light" onClick={show}>
      {count === 1 ? 'One new event' : `${count} new events`}
    </Button>
  )
}

/** What came before one looked is in the list. */
function forget(): void {
  queryClient.setQueryData<number>(newerEventsKey, 0)
}
