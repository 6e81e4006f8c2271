import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Permission, sharing } from '../../data/permissions.ts'
import { useSession } from '../../data/session.ts'
import type { TreeItem } from '../../data/tree.ts'
import { describe } from '../../ui/failed.tsx'
import { tell, tellFailure } from '../../ui/tell.ts'
import { nameIn } from './access-list.tsx'
import { EffectsText } from './effects.tsx'
import { levelName } from './levels.ts'

interface Props {
  item: TreeItem
  permissions: readonly Permission[]
  onClose: () => void
}

/** Makes access from above the page's own, and lets go of some of it: who loses access is told before. */
export function Restrict({ item, permissions, onClose }: Props) {
  const { user, workspace } = useSession()
  const [left, setLeft] = useState<readonly string[]>([])
  const [isRunning, setRunning] = useState(false)
  const above = permissions.filter(
    ({ inherited_from }) => inherited_from !== null && inherited_from.type !== 'workspace',
  )
  const change = sharing(item, {
    inherit: false,
    remove: above.filter(({ id }) => left.includes(id)).map(({ principal }) => principal),
  })
  const { data: effects, error } = useQuery({
    queryKey: ['permissions', item.id, 'restricted', left],
    queryFn: change.tryOut,
    retry: false,
    placeholderData: (before) => before,
  })
  const restrict = async () => {
    setRunning(true)
    try {
      await change.make()
      tell(`This ${item.type} has a list of its own now.`)
      onClose()
    } catch (failure) {
      tellFailure(failure)
    } finally {
      setRunning(false)
    }
  }
  return (
    <Modal opened onClose={onClose} title="Restrict access" centered>
      <Stack>
        <Text size="sm">
          What is given above counts here no more, and later changes there do not reach this {item.type}. Who
          keeps access?
        </Text>
        <Stack gap="xs">
          {above.map((permission) => (
            <Checkbox
              key={permission.id}
              label={
                permission.principal.type === 'workspace'
                  ? `Everybody in ${workspace.name}`
                  : nameIn(permission)
              }
              description={levelName(permission.level)}
              checked={!left.includes(permission.id)}
              onChange={({ currentTarget }) =>
                setLeft(
                  currentTarget.checked
                    ? left.filter((id) => id !== permission.id)
                    : [...left, permission.id],
                )
              }
            />
          ))}
        </Stack>
        <div role="status">
          {error ? (
            <Text size="sm" c="red">
              {describe(error)}
            </Text>
          ) : (
            effects && <EffectsText effects={effects} self={user.id} />
          )}
        </div>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            color={effects && effects.losing > 0 ? 'red.9' : undefined}
            disabled={error !== null}
            loading={isRunning}
            onClick={restrict}
          >
            Restrict
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
