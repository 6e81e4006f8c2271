import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Narrowing } from '../../data/search.ts'
import { useSession } from '../../data/session.ts'
import { pathQuery } from '../../data/tree.ts'
import classes from './quick-find.module.css'

interface Props {
  value: Narrowing
  onChange: (value: Narrowing) => void
  /** What the screen shows. */
  shownId: string | null
}

/** Where is looked, and at whose. */
export function Narrowings({ value, onChange, shownId }: Props) {
  const { user } = useSession()
  const { data: path } = useQuery({ ...pathQuery(shownId ?? ''), enabled: shownId !== null })
  const shown = path?.at(-1)
  const toggle = (key: keyof Narrowing, on: Narrowing) => {
    const { [key]: before, ...others } = value
    onChange(before === undefined ? { ...others, ...on } : others)
  }
  return (
    <Group gap={6} className={classes.narrowings} role="group" aria-label="Where to look">
      <Toggle isOn={value.titles_only === true} onClick={() => toggle('titles_only', { titles_only: true })}>
        Only titles
      </Toggle>
      <Toggle isOn={value.user_id !== undefined} onClick={() => toggle('user_id', { user_id: user.id })}>
        Made or edited by me
      </Toggle>
      {shown?.type === 'page' && (
        <Toggle isOn={value.page_id !== undefined} onClick={() => toggle('page_id', { page_id: shown.id })}>
          In “{shown.title || 'Untitled'}”
        </Toggle>
      )}
    </Group>
  )
}

const Toggle = ({ isOn, onClick, children }: { isOn: boolean; onClick: () => void; children: ReactNode }) => (
  <Button
    size="compact-xs"
    radius="xl"
    variant={isOn ? 'light' : 'default'}
    aria-pressed={isOn}
    onClick={onClick}
    className={classes.narrowing}
  >
    {children}
  </Button>
)
