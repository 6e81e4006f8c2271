import { Menu } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { MoreButton } from './more-button.tsx'

interface Props {
  label: string
  /** In pixels; as wide as what stands in it when it is not given. */
  width?: number
  /** Items of a menu. */
  children: ReactNode
}

/** A ••• and its menu, which opens as it is first shown: whoever pressed `lazyMenu` waits for it. */
export function MoreMenu({ label, width, children }: Props) {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // A menu gives the focus back to where it was when it opened.
    button.current?.focus()
    setOpen(true)
  }, [])
  return (
    <Menu opened={isOpen} onChange={setOpen} position="bottom-end" {...(width && { width })}>
      <Menu.Target>
        <MoreButton ref={button} label={label} />
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
