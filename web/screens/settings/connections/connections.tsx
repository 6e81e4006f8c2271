import { Badge, Button, Tabs } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { requestsQuery } from '../../../data/connections.ts'
import { isOwner, useSession } from '../../../data/session.ts'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { Message } from '../../../ui/message.tsx'
import { ScreenHead } from '../../../ui/screen-head.tsx'
import { AllConnections } from './all-connections.tsx'
import { ConnectionRules } from './connection-rules.tsx'

const AddConnection = lazyPart(() => import('./add-connection.tsx'), 'AddConnection')
const ApprovedConnections = lazyPart(() => import('./approved-connections.tsx'), 'ApprovedConnections')
const Requests = lazyPart(() => import('./requests.tsx'), 'Requests')

/** Settings → Connections: what owners govern. */
export function Connections() {
  const session = useSession()
  return isOwner(session) ? (
    <Governed />
  ) : (
    <Message title="Owners manage the connections of a workspace">
      What you added or made yourself is under “My connections”.
    </Message>
  )
}

function Governed() {
  const session = useSession()
  const { data: requests = [] } = useQuery(requestsQuery(session))
  const [isAdding, adding] = useDisclosure(false)
  return (
    <>
      <ScreenHead
        title="Connections"
        action={
          <Button leftSection={<IconPlus size={16} />} onClick={adding.open}>
            Add connection
          </Button>
        }
      >
        Programs that work in {session.workspace.name}. Once a connection is added, it can be added to more
        pages.
      </ScreenHead>
      <ConnectionRules />
      <Tabs defaultValue="all" keepMounted={false}>
        <Tabs.List mb="xs">
          <Tabs.Tab value="all">All connections</Tabs.Tab>
          <Tabs.Tab value="approved">Approved connections</Tabs.Tab>
          <Tabs.Tab
            value="requests"
            rightSection={requests.length > 0 ? <Badge size="sm">{requests.length}</Badge> : null}
          >
            Requests
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="all">
          <AllConnections onAdd={adding.open} />
        </Tabs.Panel>
        <Tabs.Panel value="approved">
          <ApprovedConnections />
        </Tabs.Panel>
        <Tabs.Panel value="requests">
          <Requests />
        </Tabs.Panel>
      </Tabs>
      {isAdding && <AddConnection onClose={adding.close} />}
    </>
  )
}
