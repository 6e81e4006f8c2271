import {
  IconAlignLeft,
  IconArrowUpRight,
  IconAt,
  IconCalendar,
  IconCheckbox,
  IconClock,
  IconHash,
  IconLetterCase,
  IconLink,
  IconListDetails,
  IconMapPin,
  IconMath,
  IconNumber,
  IconPaperclip,
  IconPhone,
  IconProgress,
  IconRosetteDiscountCheck,
  IconSelect,
  IconSquareRounded,
  IconUser,
  IconUsers,
  IconZoom,
} from '@tabler/icons-react'

const icons: Readonly<Record<string, typeof IconHash>> = {
  title: IconLetterCase,
  rich_text: IconAlignLeft,
  number: IconHash,
  select: IconSelect,
  multi_select: IconListDetails,
  status: IconProgress,
  date: IconCalendar,
  people: IconUsers,
  files: IconPaperclip,
  checkbox: IconCheckbox,
  url: IconLink,
  email: IconAt,
  phone_number: IconPhone,
  relation: IconArrowUpRight,
  rollup: IconZoom,
  formula: IconMath,
  unique_id: IconNumber,
  created_time: IconClock,
  last_edited_time: IconClock,
  created_by: IconUser,
  last_edited_by: IconUser,
  place: IconMapPin,
  verification: IconRosetteDiscountCheck,
}

/** Stands for the type of a property, whose name stands beside it. */
export function PropertyIcon({ type }: { type: string }) {
  const Icon = icons[type] ?? IconSquareRounded
  return <Icon aria-hidden size={16} stroke={1.5} style={{ flex: 'none' }} />
}
