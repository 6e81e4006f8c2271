import { Badge, Button, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { catalogueQuery, connectionActs, mayDo, type OfferedConnection } from '../../../data/connections.ts'
import { useSession } from '../../../data/session.ts'
import { ConnectionIcon } from '../../../ui/connection-icon.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'
import { dayOf } from '../../../ui/when.ts'

/** What this server knows of connections, and what each may do, in plain words. */
export function Catalogue() {
  const query = useQuery(catalogueQuery(useSession()))
  const [text, setText] = useState('')
  return (
    <>
      <TextInput
        data-autofocus
        aria-label="Search the catalogue"
        placeholder="Search…"
        leftSection={<IconSearch size={16} />}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <ListOf
        query={query}
        empty={
          <Text c="dimmed" mt="md">
            There are no connections to add yet.
          </Text>
        }
      >
        {(offers) => (
          <Lines label="Catalogue">
            {offers
              .filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
              .map((offer) => (
                <Line
                  key={offer.id}
                  mark={<ConnectionIcon {...offer} />}
                  title={offer.name}
                  more={answerTo(offer) ?? offer.description ?? mayDo(offer.capabilities)}
                >
                  <Add offer={offer} />
                </Line>
              ))}
          </Lines>
        )}
      </ListOf>
    </>
  )
}

/** That an owner decided against what one asked for. */
const answerTo = ({ status, request }: OfferedConnection): string | null =>
  status === 'to_be_requested' && request?.state === 'denied'
    ? `An owner decided on ${dayOf(request.decided_time!)} not to approve it`
    : null

function Add({ offer }: { offer: OfferedConnection }) {
  const acts = connectionActs(useSession())
  switch (offer.status) {
    case 'installed':
      return <Badge variant="light">Added</Badge>
    case 'requested':
      return <Badge variant="default">Asked for</Badge>
    case 'refused_by_policy':
      return <Badge variant="default">Owners only</Badge>
    case 'to_be_requested':
      return (
        <Button
          size="xs"
          variant="default"
          aria-label={`Ask owners for ${offer.name}`}
          onClick={() =>
            acts.request(offer.id, '').then(() => tell('The owners are asked to approve it.'), tellFailure)
          }
        >
          Ask owners
        </Button>
      )
    default:
      // A public connection is added at its own site, an internal one on the pages it should reach.
      return offer.kind === 'public' && offer.website_url ? (
        <Button size="xs" variant="default" component="a" href={offer.website_url} rel="noreferrer">
          Add at its site
        </Button>
      ) : (
        <Text size="xs" c="dimmed" maw="9rem" ta="end">
          {offer.kind === 'public' ? 'Add it where it runs' : 'Add it from a page’s ••• menu'}
        </Text>
      )
  }
}
