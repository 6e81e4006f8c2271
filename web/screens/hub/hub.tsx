import { Button } from '@mantine/core'
import { IconBook, IconPlugConnected } from '@tabler/icons-react'
import { Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { followChanges } from '../../data/live.ts'
import { useSession } from '../../data/session.ts'
import { Message } from '../../ui/message.tsx'
import { type SideGroup, SideScreen } from '../../ui/side-screen.tsx'
import { useTitle } from '../../ui/use-title.ts'

/** The developer hub: connections that one builds, and how to build them. */
export function Hub() {
  const { user } = useSession()
  useEffect(followChanges, [])
  return user.role === 'guest' ? (
    <ForMembers />
  ) : (
    <SideScreen name="Developer hub" listLabel="List of the developer hub" groups={groups}>
      <Outlet />
    </SideScreen>
  )
}

const groups: SideGroup[] = [
  {
    name: 'Developer hub',
    links: [
      { to: '/my-integrations', label: 'Connections', icon: IconPlugConnected },
      { to: '/my-integrations/docs' as never, label: 'Documentation', icon: IconBook },
    ],
  },
]

function ForMembers() {
  useTitle('Developer hub')
  return (
    <main>
      <Message
        title="Connections are built by members"
        isWhole
        actions={
          <Button mt="sm" component="a" href="/">
            To the start
          </Button>
        }
      >
        You are a guest here. Ask an owner of the workspace to make you a member.
      </Message>
    </main>
  )
}
