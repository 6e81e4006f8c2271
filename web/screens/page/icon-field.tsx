import { Button, Popover, SimpleGrid, TextInput, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconMoodSmile } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { NodeIcon } from '../../ui/node-icon.tsx'
import { tellFailure } from '../../ui/tell.ts'
import classes from './page-head.module.css'

const offered = [
  ...'📄📗🧭🗺️🚀💡✅📌🎯🧪🛠️📦🐛📣📅⏰💬👋👥🏠🏢🌍🌿🌱🔥⭐❤️🎉🎨🎵📷📊📈💰🧾🔑🔒⚖️🧹🍽️'.match(/\p{Emoji}️?/gu)!,
]

interface Props {
  icon: unknown
  type: 'page' | 'database'
  /** Of what: its title. */
  title: string
  onChange: (icon: { emoji: string } | null) => Promise<unknown>
}

/** The icon of a page or database, pressed to choose another one. */
export function IconField({ icon, type, title, onChange }: Props) {
  const [isOpen, open] = useDisclosure(false)
  const [text, setText] = useState('')
  const choose = (next: { emoji: string } | null) => {
    open.close()
    onChange(next).catch(tellFailure)
  }
  const take = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') choose({ emoji: text.trim() })
  }
  return (
    <Popover
      opened={isOpen}
      onChange={(isOpen) => (isOpen ? open.open() : open.close())}
      trapFocus
      returnFocus
      position="bottom-start"
      shadow="md"
      portalProps={{ target: '#popups' }}
    >
      <Popover.Target>
        {icon ? (
          <UnstyledButton
            className={classes.icon}
            aria-label={`Change the icon of ${title || 'Untitled'}`}
            onClick={open.toggle}
          >
            <NodeIcon icon={icon} type={type} size={64} />
          </UnstyledButton>
        ) : (
          <Button
            className={classes.addIcon}
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconMoodSmile size={16} stroke={1.5} />}
            onClick={open.toggle}
          >
            Add an icon
          </Button>
        )}
      </Popover.Target>
      <Popover.Dropdown aria-label="Icon">
        <form onSubmit={take}>
          <TextInput
            data-autofocus
            size="xs"
            aria-label="Emoji"
            placeholder="Any emoji"
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
        </form>
        <SimpleGrid cols={8} spacing={2} mt="xs">
          {offered.map((emoji) => (
            <UnstyledButton
              key={emoji}
              className={classes.emoji}
              aria-label={emoji}
              onClick={() => choose({ emoji })}
            >
              {emoji}
            </UnstyledButton>
          ))}
        </SimpleGrid>
        {icon !== null && (
          <Button mt="xs" size="compact-xs" variant="subtle" color="gray" onClick={() => choose(null)}>
            Remove the icon
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
