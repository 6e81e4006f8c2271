import { Badge, Button, Checkbox, Text, TextInput } from '@mantine/core'
import { IconSearch, IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { managesMembers, type Person, peopleQuery } from '../../../data/people.ts'
import { useSession } from '../../../data/session.ts'
import { lazyMenu } from '../../../ui/lazy-menu.tsx'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { Message } from '../../../ui/message.tsx'
import { PersonIcon } from '../../../ui/person-icon.tsx'
import { roleName } from './roles.ts'

const ReachedPages = lazyPart(() => import('./reached-pages.tsx'), 'ReachedPages')
const PersonMenu = lazyMenu(() => import('./person-menu.tsx'), 'PersonMenu')

/** Members or guests, to search and to change. */
export function PeopleList({ kind }: { kind: 'members' | 'guests' }) {
  const session = useSession()
  const query = useQuery(peopleQuery(session))
  const [text, setText] = useState('')
  const [isShowingSuspended, setShowingSuspended] = useState(false)
  const [reaching, setReaching] = useState<Person | null>(null)
  const words = text.trim().toLowerCase()
  const all = query.data?.filter(({ role }) => (role === 'guest') === (kind === 'guests'))
  const people = all?.filter(({ state }) => isShowingSuspended || state === 'active')
  const suspended = all?.filter(({ state }) => state === 'suspended').length ?? 0
  const mayManage = managesMembers(session)
  return (
    <>
      <ListOf
        query={{ ...query, data: people } as typeof query}
        empty={
          <Message icon={<IconUsers size={36} stroke={1.2} />} title="No guests">
            Whoever is not a member and was given a page is listed here.
          </Message>
        }
      >
        {(listed) => (
          <>
            <TextInput
              mt="sm"
              aria-label="Search people"
              placeholder="Search by name or e-mail…"
              leftSection={<IconSearch size={16} />}
              value={text}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
            />
            <Lines label={kind === 'guests' ? 'Guests' : 'Members'}>
              {listed.filter(isNamed(words)).map((person) => (
                <Line
                  key={person.id}
                  mark={<PersonIcon name={person.name} avatar_url={person.avatar_url} />}
                  title={
                    <>
                      {person.name ?? person.person?.email}
                      {person.id === session.user.id && (
                        <Text span size="sm" c="dimmed">
                          {' '}
                          (you)
                        </Text>
                      )}
                    </>
                  }
                  more={person.person?.email}
                >
                  {person.state === 'suspended' && (
                    <Badge variant="dot" color="orange">
                      suspended
                    </Badge>
                  )}
                  {person.managed_by && <Badge variant="default">managed by {person.managed_by.name}</Badge>}
                  <Text size="sm" c="dimmed">
                    {roleName(person.role)}
                  </Text>
                  {kind === 'guests' && mayManage && (
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={`Pages of ${person.name ?? person.person.email}`}
                      onClick={() => setReaching(person)}
                    >
                      Pages
                    </Button>
                  )}
                  {mayManage && person.id !== session.user.id && (
                    <PersonMenu label={`More about ${person.name ?? person.person?.email}`} person={person} />
                  )}
                </Line>
              ))}
            </Lines>
          </>
        )}
      </ListOf>
      {suspended > 0 && (
        <Checkbox
          mt="sm"
          size="sm"
          label={
            suspended === 1 ? 'Show the one who is suspended' : `Show the ${suspended} who are suspended`
          }
          checked={isShowingSuspended}
          onChange={({ currentTarget }) => setShowingSuspended(currentTarget.checked)}
        />
      )}
      {reaching && <ReachedPages person={reaching} onClose={() => setReaching(null)} />}
    </>
  )
}

const isNamed =
  (words: string) =>
  ({ name, person }: Person): boolean =>
    `${name ?? ''} ${person?.email ?? ''}`.toLowerCase().includes(words)
