import { NativeSelect, Text, Title } from '@mantine/core'
import { IconBuilding } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type Level, type Permission, permissionsQuery, sharing } from '../../data/permissions.ts'
import { useSession } from '../../data/session.ts'
import type { TreeItem } from '../../data/tree.ts'
import { Line, Lines } from '../../ui/lines.tsx'
import { RoundIcon } from '../../ui/round-icon.tsx'
import { tell } from '../../ui/tell.ts'
import { LeavesAbove } from './leaves-above.tsx'
import { isLower, levelName, levelsOf } from './levels.ts'
import { Origin } from './origin.tsx'
import { useChange } from './use-change.tsx'

/** What everybody of the workspace may do. */
export function GeneralAccess({ item }: { item: TreeItem }) {
  const { data: permissions = [] } = useQuery(permissionsQuery(item))
  const given = permissions.filter(
    ({ principal, status }) => principal.type === 'workspace' && status === 'active',
  )
  return (
    <section>
      <Title order={3} size="h5" mt="lg">
        General access
      </Title>
      <Lines label="General access">
        <OfWorkspace item={item} permissions={given} />
      </Lines>
    </section>
  )
}

function OfWorkspace({ item, permissions }: { item: TreeItem; permissions: Permission[] }) {
  const { workspace } = useSession()
  const [begin, dialog] = useChange()
  const own = permissions.find(({ inherited }) => !inherited)
  const above = permissions.find(({ inherited }) => inherited)
  const highest = [own?.level ?? null, above?.level ?? null].reduce((a, b) => (isLower(a, b) ? b : a))
  const change = (next: Level | null) =>
    begin({
      title: next ? `Open it to everybody in ${workspace.name}?` : `Close it to ${workspace.name}?`,
      action: next ? levelName(next) : 'Only people invited',
      note: above && isLower(next, above.level) && <LeavesAbove item={item} />,
      change: sharing(item, {
        ...(next ? { set: [{ workspace: true, level: next }] } : { remove: [(own ?? above)!.principal] }),
        override: true,
      }),
      done: () => tell('Saved.'),
    })
  return (
    <Line
      mark={<RoundIcon icon={IconBuilding} />}
      title={`Everybody in ${workspace.name}`}
      more={above ? <Origin item={item} from={above.inherited_from} /> : 'Members, without guests'}
    >
      {item.level === 'full_access' && above?.inherited_from?.type !== 'workspace' ? (
        <NativeSelect
          aria-label={`Everybody in ${workspace.name}`}
          size="xs"
          data={[
            { value: '', label: 'No access' },
            ...levelsOf(item).map(({ value, label }) => ({ value, label })),
          ]}
          value={highest ?? ''}
          onChange={({ currentTarget }) => change((currentTarget.value || null) as Level | null)}
        />
      ) : (
        <Text size="sm" c="dimmed">
          {levelName(highest)}
        </Text>
      )}
      {dialog}
    </Line>
  )
}
