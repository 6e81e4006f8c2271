import { titleOf } from '../../../data/pages.ts'
import type { Row } from '../../../data/rows.ts'
import { NodeIcon } from '../../../ui/node-icon.tsx'
import { Cell } from '../cells/cell.tsx'
import { isEmpty } from '../cells/property.ts'
import type { Column } from '../columns.ts'
import classes from './card.module.css'
import { Cover, type CoverLooks } from './cover.tsx'

interface Props {
  row: Row
  /** The properties that it shows, without the title. */
  columns: readonly Column[]
  cover?: CoverLooks | null
  isCompact?: boolean
}

/** What a card says of a row: a picture, the title, and the values that are there. */
export const CardContent = ({ row, columns, cover = null, isCompact = false }: Props) => (
  <>
    {cover && <Cover row={row} looks={cover} />}
    <div className={classes.content} data-compact={isCompact || undefined}>
      <div className={classes.title}>
        {row.icon && <NodeIcon icon={row.icon} type="page" size={18} />}
        <span data-untitled={titleOf(row as never) === '' || undefined}>
          {titleOf(row as never) || 'Untitled'}
        </span>
      </div>
      {columns.map(({ property, looks }) => {
        const value = row.properties[property.name]
        return (
          !isEmpty(value) && (
            <div key={property.id} className={classes.value} title={property.name}>
              <Cell property={property} value={value} looks={looks} isPressed />
            </div>
          )
        )
      })}
    </div>
  </>
)
