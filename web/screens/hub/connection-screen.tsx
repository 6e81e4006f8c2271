import { Group, Skeleton, Tabs } from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { type Connection, connectionQuery } from '../../data/hub.ts'
import { useSession } from '../../data/session.ts'
import { ConnectionIcon } from '../../ui/connection-icon.tsx'
import { Failed } from '../../ui/failed.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { NotHere } from '../../ui/not-here.tsx'
import { ScreenHead } from '../../ui/screen-head.tsx'
import classes from './hub.module.css'

interface Tab {
  name: string
  label: string
  /** Null for both. */
  kind: Connection['kind'] | null
  Part: ComponentType<{ connection: Connection }>
}

const tabs: Tab[] = [
  {
    name: 'configuration',
    label: 'Configuration',
    kind: null,
    Part: lazyPart(() => import('./configuration.tsx'), 'Configuration'),
  },
  {
    name: 'oauth',
    label: 'OAuth',
    kind: 'public',
    Part: lazyPart(() => import('./oauth.tsx'), 'OAuth'),
  },
  {
    name: 'distribution',
    label: 'Distribution',
    kind: 'public',
    Part: lazyPart(() => import('./distribution.tsx'), 'Distribution'),
  },
  {
    name: 'access',
    label: 'Content access',
    kind: null,
    Part: lazyPart(() => import('./content-access.tsx'), 'ContentAccess'),
  },
  {
    name: 'webhooks',
    label: 'Webhooks',
    kind: null,
    Part: lazyPart(() => import('./webhooks.tsx'), 'Webhooks'),
  },
  {
    name: 'requests',
    label: 'Requests',
    kind: null,
    Part: lazyPart(() => import('./requests.tsx'), 'Requests'),
  },
]

/** One connection: a tab for each side of it. */
export function ConnectionScreen() {
  const session = useSession()
  const { connection: id = '', tab: asked } = useParams({ strict: false }) as {
    connection?: string
    tab?: string
  }
  const { data: connection, error, refetch } = useQuery(connectionQuery(session, id))
  const navigate = useNavigate()
  if (error) return <Failed error={error} reset={() => refetch()} />
  if (connection === undefined)
    return <Skeleton height={320} radius="md" aria-label="Loading" role="status" />
  const shown = tabs.filter(({ kind }) => kind === null || kind === connection.kind)
  const tab = asked === undefined ? shown[0] : shown.find(({ name }) => name === asked)
  if (tab === undefined) return <NotHere />
  return (
    <>
      <Link to="/my-integrations" className={classes.back}>
        <IconChevronLeft size={16} stroke={1.5} aria-hidden />
        Connections
      </Link>
      <Group gap="md" wrap="nowrap" align="flex-start">
        <ConnectionIcon {...connection} size={44} />
        <div className={classes.head}>
          <ScreenHead title={connection.name}>
            {connection.kind === 'internal' ? 'Internal' : 'Public'} · {session.workspace.name}
            {connection.installed ? '' : ' · added by nobody yet'}
          </ScreenHead>
        </div>
      </Group>
      <Tabs
        value={tab.name}
        keepMounted={false}
        onChange={(name) =>
          navigate({
            to: '/my-integrations/$connection/{-$tab}',
            params: { connection: id, tab: name === 'configuration' ? undefined : (name ?? undefined) },
          })
        }
      >
        <Tabs.List mb="lg" className={classes.tabs}>
          {shown.map(({ name, label }) => (
            <Tabs.Tab key={name} value={name}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {shown.map(({ name, Part }) => (
          <Tabs.Panel key={name} value={name}>
            <Part key={connection.id} connection={connection} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  )
}
