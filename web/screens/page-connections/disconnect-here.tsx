import { Text } from '@mantine/core'
import { type ConnectionOnPage, takeOffPage } from '../../data/page-connections.ts'
import type { TreeItem } from '../../data/tree.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { tell } from '../../ui/tell.ts'

interface Props {
  item: TreeItem
  /** Null while nobody is asked. */
  connection: ConnectionOnPage | null
  onClose: () => void
}

/** Asks before a connection loses a page or database. */
export const DisconnectHere = ({ item, connection, onClose }: Props) => (
  <Confirm
    isOpen={connection !== null}
    onClose={onClose}
    title={`Disconnect ${connection?.name}?`}
    action="Disconnect"
    isDestructive
    run={() =>
      takeOffPage(item, connection!.id).then(() =>
        tell(`${connection!.name} reaches this ${item.type} no more.`),
      )
    }
  >
    <Text size="sm">
      {connection?.inherited
        ? `${connection.name} comes from a page above. This ${item.type} stops inheriting access from there, keeps everybody else who has it now, and ${connection.name} loses it with all that stands below.`
        : `${connection?.name} loses this ${item.type} and all that stands below it.`}
    </Text>
  </Confirm>
)
