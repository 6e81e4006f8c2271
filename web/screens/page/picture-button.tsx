import { Button, Popover, UnstyledButton } from '@mantine/core'
import { IconMoodSmile, IconPhoto } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { lazyPart } from '../../ui/lazy-part.tsx'
import classes from './page-head.module.css'

const PictureChoice = lazyPart(() => import('../../ui/picture-choice/picture-choice.tsx'), 'PictureChoice')

interface Props {
  kind: 'icon' | 'cover'
  isThere: boolean
  /** What the button looks like, where there is something to show. */
  shown?: ReactNode
  /** Given what a request has for it; null takes it away. */
  choose: (picture: object | null) => Promise<void>
}

const looks = {
  icon: { Icon: IconMoodSmile, add: 'Add icon', change: 'Change icon' },
  cover: { Icon: IconPhoto, add: 'Add cover', change: 'Change cover' },
}

/** Opens what an icon or a cover is chosen from. */
export function PictureButton({ kind, isThere, shown, choose }: Props) {
  const [isOpen, setOpen] = useState(false)
  const { Icon, add, change } = looks[kind]
  const label = isThere ? change : add
  const toggle = () => setOpen((is) => !is)
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus shadow="md" width={340}>
      <Popover.Target>
        {shown ? (
          <UnstyledButton aria-label={label} className={classes.icon} onClick={toggle}>
            {shown}
          </UnstyledButton>
        ) : (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<Icon size={16} stroke={1.5} />}
            onClick={toggle}
          >
            {label}
          </Button>
        )}
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <PictureChoice kind={kind} isThere={isThere} choose={choose} onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}
