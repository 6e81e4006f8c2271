import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isOwner, useSession } from '../../../data/session.ts'
import { type Teamspace, teamspaceActs, teamspacesQuery } from '../../../data/teamspaces.ts'
import { lazyMenu } from '../../../ui/lazy-menu.tsx'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { Message } from '../../../ui/message.tsx'
import { ScreenHead } from '../../../ui/screen-head.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'

const TeamspaceMenu = lazyMenu(() => import('./teamspace-menu.tsx'), 'TeamspaceMenu')
const TeamspaceForm = lazyPart(() => import('./teamspace-form.tsx'), 'TeamspaceForm')
const TeamspacePeople = lazyPart(() => import('./teamspace-people.tsx'), 'TeamspacePeople')

/** Settings → Teamspaces: parts of the workspace with pages, people and rules of their own. */
export function Teamspaces() {
  const session = useSession()
  const acts = teamspaceActs(session)
  const query = useQuery(teamspacesQuery(session))
  const [isMaking, making] = useDisclosure(false)
  const [shown, setShown] = useState<string | null>(null)
  const teamspace = query.data?.find(({ id }) => id === shown)
  const manages = ({ role }: Teamspace) => role === 'owner' || isOwner(session)
  const join = ({ id, name }: Teamspace) =>
    acts.join(id).then(() => tell(`You are in ${name}. Its pages are in your sidebar.`), tellFailure)
  return (
    <>
      <ScreenHead
        title="Teamspaces"
        action={
          session.user.role !== 'restricted_member' && (
            <Button leftSection={<IconPlus size={16} />} onClick={making.open}>
              New teamspace
            </Button>
          )
        }
      >
        Pages of a team, in one place. Whoever is in a teamspace reaches what stands there.
      </ScreenHead>
      <ListOf
        query={query}
        empty={
          <Message icon={<IconUsers size={36} stroke={1.2} />} title="No teamspaces yet">
            Make one for each team that writes together.
          </Message>
        }
      >
        {(teamspaces) => (
          <Lines label="Teamspaces">
            {teamspaces.map((one) => (
              <Line
                key={one.id}
                mark={<IconUsers size={24} stroke={1.5} aria-hidden />}
                title={one.name}
                more={[kinds[one.visibility], one.role === 'owner' && 'you own it', one.description]
                  .filter(Boolean)
                  .join(' · ')}
              >
                {one.role === null && one.visibility === 'open' && (
                  <Button size="xs" aria-label={`Join ${one.name}`} onClick={() => join(one)}>
                    Join
                  </Button>
                )}
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`People of ${one.name}`}
                  onClick={() => setShown(one.id)}
                >
                  People
                </Button>
                {(manages(one) || one.role !== null) && (
                  <TeamspaceMenu label={`More about ${one.name}`} teamspace={one} manages={manages(one)} />
                )}
              </Line>
            ))}
          </Lines>
        )}
      </ListOf>
      {isMaking && <TeamspaceForm onClose={making.close} />}
      {teamspace && (
        <TeamspacePeople teamspace={teamspace} manages={manages(teamspace)} onClose={() => setShown(null)} />
      )}
    </>
  )
}

const kinds = { open: 'Anybody may join', closed: 'By invitation', private: 'Hidden from others' } as const
