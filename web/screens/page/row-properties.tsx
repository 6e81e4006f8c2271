import { useQuery } from '@tanstack/react-query'
import { dataSourceQuery } from '../../data/databases.ts'
import { pageQuery } from '../../data/pages.ts'
import type { PropertyValue } from '../../data/properties.ts'
import { setValue } from '../../data/rows.ts'
import type { TreeItem } from '../../data/tree.ts'
import { viewsQuery } from '../../data/views.ts'
import { EditableCell } from '../database/cells/editable-cell.tsx'
import { columnsOf } from '../database/columns.ts'
import classes from './row-properties.module.css'

/** The values of a page that is a row, above what is written on it. */
export function RowProperties({ item, mayWrite }: { item: TreeItem; mayWrite: boolean }) {
  const { data: row } = useQuery(pageQuery(item.id))
  const { data: source } = useQuery(dataSourceQuery(item.parent.data_source_id as string))
  const databaseId = item.parent.database_id as string
  const { data: views, isLoading } = useQuery(viewsQuery(databaseId))
  if (row === undefined || source === undefined || isLoading) return null
  // In the order of the first view; what that hides comes last.
  const columns = columnsOf(views?.[0] ?? { configuration: null }, source).filter(
    ({ property }) => property.type !== 'title',
  )
  const values = row.properties as Readonly<Record<string, PropertyValue>>
  return (
    <dl className={classes.properties} aria-label="Properties">
      {columns.map(({ property, looks }) => (
        <div key={property.id} className={classes.line}>
          <dt className={classes.name} title={property.description ?? undefined}>
            {property.name}
          </dt>
          <dd className={classes.value}>
            <EditableCell
              property={property}
              value={values[property.name]}
              row={row}
              looks={looks}
              isReadOnly={!mayWrite}
              onChange={(value) => setValue(row, property.name, value)}
            />
          </dd>
        </div>
      ))}
    </dl>
  )
}
