import { Badge, Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus, IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { groupsQuery, managesMembers } from '../../../data/people.ts'
import { useSession } from '../../../data/session.ts'
import { lazyMenu } from '../../../ui/lazy-menu.tsx'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { Message } from '../../../ui/message.tsx'
import { ScreenHead } from '../../../ui/screen-head.tsx'

const GroupMenu = lazyMenu(() => import('./group-menu.tsx'), 'GroupMenu')
const GroupName = lazyPart(() => import('./group-name.tsx'), 'GroupName')
const GroupPeople = lazyPart(() => import('./group-people.tsx'), 'GroupPeople')

/** Settings → Groups: sets of members that pages are shared with at once. */
export function Groups() {
  const session = useSession()
  const query = useQuery(groupsQuery(session))
  const [isNaming, naming] = useDisclosure(false)
  const [shown, setShown] = useState<string | null>(null)
  const mayManage = managesMembers(session)
  const group = query.data?.find(({ id }) => id === shown)
  return (
    <>
      <ScreenHead
        title="Groups"
        action={
          mayManage && (
            <Button leftSection={<IconPlus size={16} />} onClick={naming.open}>
              New group
            </Button>
          )
        }
      >
        Members who are given pages together. Whoever joins a group reaches what it reaches.
      </ScreenHead>
      <ListOf
        query={query}
        empty={
          <Message icon={<IconUsersGroup size={36} stroke={1.2} />} title="No groups yet">
            Make one for each team that shares pages.
          </Message>
        }
      >
        {(groups) => (
          <Lines label="Groups">
            {groups.map((one) => (
              <Line
                key={one.id}
                mark={<IconUsersGroup size={24} stroke={1.5} aria-hidden />}
                title={one.name}
                more={one.member_count === 1 ? '1 person' : `${one.member_count} people`}
              >
                {one.managed_by && (
                  <Badge variant="default" tt="none">
                    managed by {one.managed_by.name}
                  </Badge>
                )}
                <Button
                  size="xs"
                  variant="default"
                  aria-label={`People of ${one.name}`}
                  onClick={() => setShown(one.id)}
                >
                  People
                </Button>
                {mayManage && !one.managed_by && <GroupMenu label={`More about ${one.name}`} group={one} />}
              </Line>
            ))}
          </Lines>
        )}
      </ListOf>
      {isNaming && <GroupName onClose={naming.close} />}
      {group && (
        <GroupPeople
          group={group}
          mayChange={mayManage && !group.managed_by}
          onClose={() => setShown(null)}
        />
      )}
    </>
  )
}
