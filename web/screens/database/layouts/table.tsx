import { titleOf } from '../../../data/pages.ts'
import { useRows } from '../../../data/rows.ts'
import type { LayoutProps } from '../layout.ts'

export function Table({ view, openRow }: LayoutProps) {
  const rows = useRows({ view }, { from: 0, to: 50 })
  return (
    <ul>
      {Array.from({ length: Math.min(rows.total ?? 0, 50) }, (_, index) => {
        const row = rows.rowAt(index)
        return (
          row && (
            <li key={row.id}>
              <button type="button" onClick={() => openRow(row)}>
                {titleOf(row as never)}
              </button>
            </li>
          )
        )
      })}
    </ul>
  )
}
