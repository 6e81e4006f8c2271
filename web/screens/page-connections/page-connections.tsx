import { Badge, Button, Modal, Text, TextInput, Title } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { catalogueQuery, mayDo } from '../../data/connections.ts'
import { addToPage, type ConnectionOnPage, pageConnectionsQuery } from '../../data/page-connections.ts'
import { useSession } from '../../data/session.ts'
import type { TreeItem } from '../../data/tree.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { ConnectionIcon } from '../../ui/connection-icon.tsx'
import { Line, Lines } from '../../ui/lines.tsx'
import { ListOf } from '../../ui/list-of.tsx'
import { tell } from '../../ui/tell.ts'
import { DisconnectHere } from './disconnect-here.tsx'

/** A page's ••• → Connections: which programs reach it, and letting another one in. */
export const PageConnections = ({ item, onClose }: { item: TreeItem; onClose: () => void }) => (
  <Modal opened onClose={onClose} title={`Connections of “${item.title || 'Untitled'}”`} size="lg">
    <Connected item={item} />
    {item.level === 'full_access' && <AddConnections item={item} />}
  </Modal>
)

function Connected({ item }: { item: TreeItem }) {
  const query = useQuery(pageConnectionsQuery(item))
  const [left, setLeft] = useState<ConnectionOnPage | null>(null)
  return (
    <>
      <ListOf query={query} empty={<Text c="dimmed">No program reaches this {item.type} yet.</Text>}>
        {(connections) => (
          <Lines label="Connected">
            {connections.map((connection) => (
              <Line
                key={connection.bot_id}
                mark={<ConnectionIcon {...connection} />}
                title={connection.name}
                more={connection.inherited ? 'Comes from a page above' : 'Added here'}
              >
                {connection.inherited && (
                  <Badge variant="default" visibleFrom="xs">
                    inherited
                  </Badge>
                )}
                {item.level === 'full_access' && (
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={`Disconnect ${connection.name}`}
                    onClick={() => setLeft(connection)}
                  >
                    Disconnect
                  </Button>
                )}
              </Line>
            ))}
          </Lines>
        )}
      </ListOf>
      <DisconnectHere item={item} connection={left} onClose={() => setLeft(null)} />
    </>
  )
}

function AddConnections({ item }: { item: TreeItem }) {
  const session = useSession()
  const query = useQuery(catalogueQuery(session))
  const { data: connected = [] } = useQuery(pageConnectionsQuery(item))
  const [text, setText] = useState('')
  const [added, setAdded] = useState<{ id: string; name: string } | null>(null)
  const has = new Set(connected.map(({ id }) => id))
  // Public ones are there once somebody authorised them at their own site.
  const offers = query.data?.filter(
    ({ id, kind, status, name }) =>
      !has.has(id) &&
      (status === 'installed' ||
        (kind === 'internal' && (status === 'approved' || status === 'available'))) &&
      name.toLowerCase().includes(text.trim().toLowerCase()),
  )
  return (
    <section>
      <Title order={3} size="h5" mt="lg" mb="xs">
        Add connections
      </Title>
      <TextInput
        aria-label="Search connections"
        placeholder="Search connections…"
        leftSection={<IconSearch size={16} />}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <ListOf
        query={{ ...query, data: offers } as typeof query}
        empty={
          <Text c="dimmed" size="sm" mt="sm">
            {text
              ? `No connection is called “${text}”.`
              : 'Every connection of the workspace is here already.'}
          </Text>
        }
      >
        {(listed) => (
          <Lines label="Connections to add">
            {listed.map((offer) => (
              <Line
                key={offer.id}
                mark={<ConnectionIcon {...offer} />}
                title={offer.name}
                more={offer.description ?? mayDo(offer.capabilities)}
              >
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`Add ${offer.name}`}
                  onClick={() => setAdded(offer)}
                >
                  Add
                </Button>
              </Line>
            ))}
          </Lines>
        )}
      </ListOf>
      <Confirm
        isOpen={added !== null}
        onClose={() => setAdded(null)}
        title={`Add ${added?.name} here?`}
        action={`Add ${added?.name}`}
        run={() => addToPage(item, added!.id).then(() => tell(`${added!.name} is added.`))}
      >
        <Text size="sm">
          {added?.name} will have access to “{item.title || 'Untitled'}” and all pages below it, those that
          come later too.
        </Text>
      </Confirm>
    </section>
  )
}
