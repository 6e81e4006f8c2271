import { type Property, rawId } from '../../../data/properties.ts'
import type { GroupBy } from '../../../data/view.ts'

/** What a view calls the types of property that it groups by, where that is another word. */
const kinds: Readonly<Record<string, string>> = { people: 'person', rich_text: 'text' }

const byDate = { group_by: 'month' }
const byText = { group_by: 'exact' }

/** What the API wants to know besides, by type of property (shared/views/group-by.ts). */
const units: Readonly<Record<string, object>> = {
  select: {},
  multi_select: {},
  status: { group_by: 'option' },
  people: {},
  created_by: {},
  last_edited_by: {},
  relation: {},
  checkbox: {},
  date: byDate,
  created_time: byDate,
  last_edited_time: byDate,
  rich_text: byText,
  title: byText,
  url: byText,
  email: byText,
  phone_number: byText,
}

/** Whether rows can be grouped by a property. */
export const groupsBy = ({ type }: Property): boolean => type in units

/** A grouping as it begins. */
export const groupingBy = (property: Property): GroupBy => ({
  type: kinds[property.type] ?? property.type,
  property_id: rawId(property),
  ...units[property.type],
  sort: { type: 'manual' },
})
