import { Button, Text } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type Connection, distributionQuery, hubActs, reachedQuery } from '../../data/hub.ts'
import { useSession } from '../../data/session.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { Section } from '../../ui/section.tsx'
import { tell } from '../../ui/tell.ts'
import { counted } from './counted.ts'

/** The end of a connection, which says first whom it reaches. */
export function DeleteConnection({ connection: { id, name, kind } }: { connection: Connection }) {
  const session = useSession()
  const navigate = useNavigate()
  const [isAsking, setAsking] = useState(false)
  const { data: spread } = useQuery({ ...distributionQuery(session, id), enabled: isAsking })
  const { data: reached } = useInfiniteQuery({ ...reachedQuery(session, id), enabled: isAsking })
  const [first] = reached?.pages ?? []
  return (
    <Section
      title="Delete"
      says="Its tokens stop working, and it is on no page any more. What it wrote stays."
    >
      <Button variant="default" c="red.6" onClick={() => setAsking(true)}>
        Delete connection
      </Button>
      <Confirm
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`Delete ${name}?`}
        action="Delete connection"
        isDestructive
        run={async () => {
          // First, or what is shown here would be asked for once more.
          await navigate({ to: '/my-integrations' })
          await hubActs(session).remove(id)
          tell(`${name} is deleted.`)
        }}
      >
        <Text size="sm">
          {kind === 'internal'
            ? 'Its token stops working at once.'
            : spread === undefined
              ? 'It ends for everybody who let it in.'
              : `It ends for ${counted(spread.people, 'person', 'people')} in ${counted(spread.workspaces, 'workspace', 'workspaces')}.`}{' '}
          Its webhooks end, and it is taken off every page
          {first &&
            first.results.length > 0 &&
            ` (${first.has_more ? 'more than ' : ''}${counted(first.results.length, 'page', 'pages')} here)`}
          . This cannot be undone.
        </Text>
      </Confirm>
    </Section>
  )
}
