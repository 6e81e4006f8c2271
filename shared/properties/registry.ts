import { button } from './button.ts'
import { checkbox } from './checkbox.ts'
import { createdBy } from './created-by.ts'
import { createdTime } from './created-time.ts'
import { date } from './date.ts'
import { email } from './email.ts'
import { files } from './files.ts'
import { formula } from './formula.ts'
import { lastEditedBy } from './last-edited-by.ts'
import { lastEditedTime } from './last-edited-time.ts'
import { lastVisitedTime } from './last-visited-time.ts'
import { location } from './location.ts'
import { multiSelect } from './multi-select.ts'
import { number } from './number.ts'
import { people } from './people.ts'
import { phoneNumber } from './phone-number.ts'
import { place } from './place.ts'
import type { PropertyType } from './property.ts'
import { relation } from './relation.ts'
import { richText } from './rich-text.ts'
import { rollupOf } from './rollup.ts'
import { select } from './select.ts'
import { status } from './status.ts'
import { title } from './title.ts'
import { uniqueId } from './unique-id.ts'
import { url } from './url.ts'
import { verification } from './verification.ts'

/** Every type a property can have, in the order of the API reference. */
export const propertyTypes: ReadonlyMap<string, PropertyType> = byType([
  title,
  richText,
  number,
  select,
  multiSelect,
  status,
  date,
  people,
  files,
  checkbox,
  url,
  email,
  phoneNumber,
  relation,
  rollupOf(typeOf),
  formula,
  createdTime,
  createdBy,
  lastEditedTime,
  lastEditedBy,
  uniqueId,
  button,
  place,
  location,
  verification,
  lastVisitedTime,
])

/** The type of a stored property. A name that no type has means a broken store, not a caller's mistake. */
export function typeOf({ type }: { readonly type: string }): PropertyType {
  const found = propertyTypes.get(type)
  if (!found) throw new Error(`No property type is called ${type}`)
  return found
}

function byType<Entry extends { readonly type: string }>(entries: readonly Entry[]) {
  return new Map(entries.map((entry) => [entry.type, entry]))
}
