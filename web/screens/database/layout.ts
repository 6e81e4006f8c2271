import type { Database, DataSource } from '../../data/databases.ts'
import type { Row } from '../../data/rows.ts'
import type { View } from '../../data/view.ts'

/** What a layout is given: a view of a data source, and what may be done with it. */
export interface LayoutProps {
  database: Database
  view: View
  source: DataSource
  /** Within a page: a few rows are shown at first, and others when they are asked for. */
  isInline: boolean
  /** Rows are made, changed and sent to the trash. */
  mayWrite: boolean
  /** The view is changed. */
  mayShape: boolean
  /** Properties are added, changed and deleted. */
  mayDefine: boolean
  openRow: (row: Pick<Row, 'id'>) => void
}
