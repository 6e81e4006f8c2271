import { ActionIcon } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconMenu2 } from '@tabler/icons-react'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { Suspense, useEffect } from 'react'
import { Frame } from '../../ui/frame.tsx'
import { Loading } from '../../ui/loading.tsx'
import classes from './docs.module.css'
import { DocsSide } from './docs-side.tsx'

/** The developers' documentation: its pages at the side, and the one that is read. */
export function Docs() {
  const [isOver, over] = useDisclosure(false)
  const address = useRouterState({ select: ({ location }) => location.href })
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever went somewhere wants to see it
  useEffect(over.close, [address])
  return (
    <div className={classes.docs}>
      <Frame side={<DocsSide />} label="Documentation" isOver={isOver} onClose={over.close}>
        <header className={classes.bar}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label="Pages and search"
            onClick={over.toggle}
          >
            <IconMenu2 size={20} stroke={1.5} />
          </ActionIcon>
          Documentation
        </header>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </Frame>
    </div>
  )
}
