import { Anchor, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { inheritsIn, permissionsQuery, sharing } from '../../data/permissions.ts'
import type { TreeItem } from '../../data/tree.ts'
import { tell } from '../../ui/tell.ts'
import { Restrict } from './restrict.tsx'
import { useChange } from './use-change.tsx'

/** Whether access above counts here, and changing that. Nothing stands above what is at the top of the workspace. */
export function Inheritance({ item }: { item: TreeItem }) {
  const { data: permissions } = useQuery(permissionsQuery(item))
  const [begin, dialog] = useChange()
  const [isRestricting, restricting] = useDisclosure(false)
  if (!permissions || item.parent.type === 'workspace') return null
  const inherits = inheritsIn(permissions)
  const restore = () =>
    begin({
      title: `Take over access from above again?`,
      action: 'Restore',
      note: (
        <Text size="sm" mb="xs">
          Whoever has access above has it here too, at the level they have there. What was given here alone
          stays.
        </Text>
      ),
      change: sharing(item, { inherit: true }),
      done: () => tell('Access from above counts here again.'),
    })
  return (
    <Text size="sm" mt="lg" c="dimmed">
      {inherits
        ? `This ${item.type} takes over who has access above it. `
        : `This ${item.type} has a list of its own: what is given above does not count here. `}
      <Anchor component="button" type="button" size="sm" onClick={inherits ? restricting.open : restore}>
        {inherits ? 'Restrict access' : 'Restore access from above'}
      </Anchor>
      {isRestricting && <Restrict item={item} permissions={permissions} onClose={restricting.close} />}
      {dialog}
    </Text>
  )
}
