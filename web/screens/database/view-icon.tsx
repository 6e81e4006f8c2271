import {
  IconCalendar,
  IconChartBar,
  IconForms,
  IconLayoutDashboard,
  IconLayoutGrid,
  IconLayoutKanban,
  IconList,
  IconMap,
  IconTable,
  IconTimeline,
} from '@tabler/icons-react'
import type { ViewType } from '../../data/view.ts'

const icons = {
  table: IconTable,
  board: IconLayoutKanban,
  list: IconList,
  calendar: IconCalendar,
  gallery: IconLayoutGrid,
  timeline: IconTimeline,
  form: IconForms,
  chart: IconChartBar,
  map: IconMap,
  dashboard: IconLayoutDashboard,
} satisfies Record<ViewType, unknown>

export function ViewIcon({ type }: { type: ViewType }) {
  const Icon = icons[type]
  return <Icon aria-hidden size={16} stroke={1.5} />
}
