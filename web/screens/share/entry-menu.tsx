import { Button, Menu, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCheck, IconChevronDown, IconClock, IconHelpCircle, IconUserMinus } from '@tabler/icons-react'
import { changeEntry, type Level, type Permission, removeEntry } from '../../data/permissions.ts'
import type { TreeItem } from '../../data/tree.ts'
import { MenuGroup } from '../../ui/menu-group.tsx'
import { tell } from '../../ui/tell.ts'
import { EndsDialog } from './ends-dialog.tsx'
import { LeavesAbove } from './leaves-above.tsx'
import { levelName, levelsOf } from './levels.ts'
import { useChange } from './use-change.tsx'
import { Why } from './why.tsx'

interface Props {
  item: TreeItem
  permission: Permission
  name: string
}

/** The level of somebody who has access, and what can be done about it. */
export function EntryMenu({ item, permission, name }: Props) {
  const [begin, dialog] = useChange()
  const [isAskingWhy, why] = useDisclosure(false)
  const [isEnding, ending] = useDisclosure(false)
  const { level, principal, inherited_from } = permission
  const ofWorkspace = inherited_from?.type === 'workspace'
  const note = inherited_from && <LeavesAbove item={item} />
  const set = (next: Level) =>
    next !== level &&
    begin({
      title: `Change what ${name} may do?`,
      action: levelName(next),
      note,
      change: changeEntry(item, permission, { level: next }),
      done: () => tell(`${name}: ${levelName(next)}.`),
    })
  const remove = () =>
    begin({
      title: `Take access from ${name}?`,
      action: 'Remove',
      note,
      change: removeEntry(item, permission),
      done: () => tell(`${name} is removed.`),
    })
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            rightSection={<IconChevronDown size={14} aria-hidden />}
            aria-label={`${levelName(level)}: change what ${name} may do`}
          >
            {levelName(level)}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {!ofWorkspace && (
            <MenuGroup label="Level">
              {levelsOf(item).map(({ value, label, says }) => (
                <Menu.Item
                  key={value}
                  rightSection={value === level ? <IconCheck size={16} aria-label="Chosen" /> : null}
                  onClick={() => set(value)}
                >
                  {label}
                  <Text size="xs" c="dimmed">
                    {says}
                  </Text>
                </Menu.Item>
              ))}
            </MenuGroup>
          )}
          <Menu.Divider />
          {principal.type !== 'email' && principal.type !== 'teamspace_id' && (
            <Menu.Item leftSection={<IconHelpCircle size={16} />} onClick={why.open}>
              Why do they have access?
            </Menu.Item>
          )}
          {!ofWorkspace && (
            <>
              <Menu.Item leftSection={<IconClock size={16} />} onClick={ending.open}>
                When it ends
              </Menu.Item>
              <Menu.Item color="red" leftSection={<IconUserMinus size={16} />} onClick={remove}>
                Remove
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog}
      {isAskingWhy && <Why item={item} principal={principal} name={name} onClose={why.close} />}
      {isEnding && (
        <EndsDialog
          title={`When the access of ${name} ends`}
          ends={permission.expiration_time}
          onClose={ending.close}
          onChosen={(expiration_time) => {
            ending.close()
            void begin({
              title: `Change when the access of ${name} ends?`,
              action: 'Change',
              note,
              change: changeEntry(item, permission, { expiration_time }),
              done: () => tell('Saved.'),
            })
          }}
        />
      )}
    </>
  )
}
