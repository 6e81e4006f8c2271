import { ActionIcon } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconMenu2 } from '@tabler/icons-react'
import { useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { Frame } from './frame.tsx'
import classes from './side-frame.module.css'

interface Props {
  /** What all of it is called. */
  name: string
  /** What opens the list on a narrow screen. */
  listLabel: string
  side: ReactNode
  children: ReactNode
}

/** A list at the side of what is shown; on a narrow screen a bar opens it, and going somewhere closes it. */
export function SideFrame({ name, listLabel, side, children }: Props) {
  const [isOver, over] = useDisclosure(false)
  const address = useRouterState({ select: ({ location }) => location.href })
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever went somewhere wants to see it
  useEffect(over.close, [address])
  return (
    <Frame side={side} label={name} isOver={isOver} onClose={over.close}>
      <header className={classes.bar}>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={listLabel} onClick={over.toggle}>
          <IconMenu2 size={20} stroke={1.5} />
        </ActionIcon>
        {name}
      </header>
      {children}
    </Frame>
  )
}
