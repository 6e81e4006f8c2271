import { useQuery } from '@tanstack/react-query'
import { dataSourceQuery } from '../../data/databases.ts'
import { pageQuery } from '../../data/pages.ts'
import { inOrder, type PropertyValue } from '../../data/properties.ts'
import { setValue } from '../../data/rows.ts'
import type { TreeItem } from '../../data/tree.ts'
import { EditableCell } from '../database/cells/editable-cell.tsx'
import classes from './row-properties.module.css'

/** The values of a page that is a row, above what is written on it. */
export function RowProperties({ item, mayWrite }: { item: TreeItem; mayWrite: boolean }) {
  const { data: row } = useQuery(pageQuery(item.id))
  const { data: source } = useQuery(dataSourceQuery(item.parent.data_source_id as string))
  if (row === undefined || source === undefined) return null
  const properties = inOrder(source.properties).filter(({ type }) => type !== 'title')
  const values = row.properties as Readonly<Record<string, PropertyValue>>
  return (
    <dl className={classes.properties} aria-label="Properties">
      {properties.map((property) => (
        <div key={property.id} className={classes.line}>
          <dt className={classes.name} title={property.description ?? undefined}>
            {property.name}
          </dt>
          <dd className={classes.value}>
            <EditableCell
              property={property}
              value={values[property.name]}
              row={row}
              isReadOnly={!mayWrite}
              onChange={(value) => setValue(row, property.name, value)}
            />
          </dd>
        </div>
      ))}
    </dl>
  )
}
