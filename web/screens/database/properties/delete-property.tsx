import { Text } from '@mantine/core'
import { changeProperties, type DataSource } from '../../../data/databases.ts'
import type { Property } from '../../../data/properties.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { tell } from '../../../ui/tell.ts'

interface Props {
  source: DataSource
  property: Property
  onClose: () => void
}

/** Asks before a property is taken away with all its values. */
export const DeleteProperty = ({ source, property, onClose }: Props) => (
  <Confirm
    isOpen
    onClose={onClose}
    title={`Delete the property “${property.name}”?`}
    action="Delete property"
    isDestructive
    run={async () => {
      await changeProperties(source.id, { [property.id]: null })
      tell(`“${property.name}” is deleted.`)
    }}
  >
    <Text>
      Its values are lost in every row, and nothing brings them back. It goes from every view, with the
      filters, sorts and groups that name it.{' '}
      {property.type === 'relation' && 'Rollups over it go too, and so does its other side, if it has one. '}
      Formulas that read it stop working.
    </Text>
  </Confirm>
)
