import { useMemo } from 'react'
import { propertyNamed } from '../../../data/properties.ts'
import { useRowCount } from '../../../data/rows.ts'
import type { LayoutProps } from '../layout.ts'
import { GroupedTable } from './grouped-table.tsx'
import type { Section } from './lines.ts'
import { TableGrid } from './table-grid.tsx'

/** The rows of a view as a table, in groups when the view has a property to group by. */
export function Table(props: LayoutProps) {
  const by = props.view.configuration?.group_by
  const property = by && propertyNamed(props.source.properties, by.property_id)
  return property ? <GroupedTable {...props} by={by} property={property} /> : <PlainTable {...props} />
}

function PlainTable(props: LayoutProps) {
  const count = useRowCount(props) ?? 0
  const sections = useMemo<Section[]>(() => [{ group: null, count, isOpen: true }], [count])
  return <TableGrid {...props} sections={sections} grouping={null} />
}
