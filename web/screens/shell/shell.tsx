import { useDisclosure, useHotkeys, useLocalStorage } from '@mantine/hooks'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { followChanges } from '../../data/live.ts'
import { privately } from '../../data/pages.ts'
import { useSession } from '../../data/session.ts'
import { Frame } from '../../ui/frame.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { useMoving } from './moving.tsx'
import { useNewPage } from './new-page.tsx'
import { ShellContext } from './shell-context.ts'
import { Sidebar } from './sidebar.tsx'

const QuickFind = lazyPart(() => import('../quick-find/quick-find.tsx'), 'QuickFind')

/** What stands around every page: the sidebar, and finding things from anywhere. */
export function Shell() {
  const [isOver, over] = useDisclosure(false)
  const [isOpen, setOpen] = useLocalStorage({ key: 'octavo-sidebar', defaultValue: true })
  const [isFinding, finding] = useDisclosure(false)
  const address = useRouterState({ select: ({ location }) => location.pathname })
  useEffect(followChanges, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever went somewhere wants to see it
  useEffect(over.close, [address])
  const toggle = () => (matchMedia('(min-width: 48em)').matches ? setOpen(!isOpen) : over.toggle())
  const { move, askWhere, dialogs } = useMoving()
  const { user } = useSession()
  const create = useNewPage()
  useHotkeys([
    ['mod+alt+N', () => void (user.role !== 'guest' && create(privately)), { usePhysicalKeys: true }],
    ['mod+K', finding.open],
    ['mod+P', finding.open],
    ['mod+\\', toggle],
  ])
  return (
    <ShellContext
      value={{ isSidebarOpen: isOpen, toggleSidebar: toggle, find: finding.open, move, askWhere }}
    >
      <Frame side={<Sidebar />} label="Workspace" isOpen={isOpen} isOver={isOver} onClose={over.close}>
        <Outlet />
      </Frame>
      {dialogs}
      {isFinding && <QuickFind onClose={finding.close} />}
    </ShellContext>
  )
}
