import { Modal, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { effectiveQuery, type Permission } from '../../data/permissions.ts'
import type { TreeItem } from '../../data/tree.ts'
import { Failed } from '../../ui/failed.tsx'
import { Line, Lines } from '../../ui/lines.tsx'
import { Loading } from '../../ui/loading.tsx'
import { levelName } from './levels.ts'
import { Origin } from './origin.tsx'

interface Props {
  item: TreeItem
  principal: Permission['principal']
  name: string
  onClose: () => void
}

/** Everything that gives somebody access here; the highest decides. */
export const Why = ({ name, onClose, ...asked }: Props) => (
  <Modal opened onClose={onClose} title={`Why ${name} has access`} centered>
    <Reasons name={name} {...asked} />
  </Modal>
)

function Reasons({ item, principal, name }: Omit<Props, 'onClose'>) {
  const { data, error, refetch } = useQuery(effectiveQuery(item, principal))
  if (error) return <Failed error={error} reset={() => refetch()} />
  if (!data) return <Loading />
  if (data.level === null) {
    return <Text size="sm">{name} has no access now: what was given is over, or they are suspended.</Text>
  }
  return (
    <>
      <Text size="sm" mb="xs">
        {name} has “{levelName(data.level)}”.{' '}
        {data.via.length > 1 && 'It comes from several places, and the highest counts.'}
      </Text>
      <Lines label="Where it comes from">
        {data.via.map((permission) => (
          <Line
            key={permission.id}
            mark={null}
            title={<Through permission={permission} asked={principal} />}
            more={<Origin item={item} from={permission.inherited_from} />}
          >
            <Text size="sm" c="dimmed">
              {levelName(permission.level)}
            </Text>
          </Line>
        ))}
      </Lines>
    </>
  )
}

function Through({ permission, asked }: { permission: Permission; asked: Permission['principal'] }) {
  const { principal, name } = permission
  switch (principal.type) {
    case 'group_id':
      return asked.type === 'group_id' ? 'As a group' : `Through the group ${name ?? ''}`
    case 'teamspace_id':
      return `${principal.teamspace_role === 'owner' ? 'As an owner' : 'As a member'} of the teamspace ${name ?? ''}`
    case 'workspace':
      return 'As a member of the workspace'
    default:
      return 'By themselves'
  }
}
