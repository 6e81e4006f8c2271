import { Menu } from '@mantine/core'
import { type ReactNode, useId } from 'react'

/** Items of a menu that belong together, under what they are. */
export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  const id = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a menu holds no fieldset
    <div role="group" aria-labelledby={id}>
      <Menu.Label id={id} role="presentation">
        {label}
      </Menu.Label>
      {children}
    </div>
  )
}
