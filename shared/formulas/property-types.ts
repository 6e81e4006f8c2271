import type { StoredProperty } from '../properties/property.ts'
import { targetOf } from '../properties/relation.ts'
import type { FormulaScope } from './scope.ts'
import { CHECKBOX, DATE, EMPTY, listOf, NUMBER, PERSON, TEXT } from './type-rules.ts'
import type { FormulaType } from './types.ts'

const types: Readonly<Record<string, FormulaType>> = {
  title: TEXT,
  rich_text: TEXT,
  number: NUMBER,
  select: TEXT,
  multi_select: listOf(TEXT),
  status: TEXT,
  date: DATE,
  people: listOf(PERSON),
  files: listOf(TEXT),
  checkbox: CHECKBOX,
  url: TEXT,
  email: TEXT,
  phone_number: TEXT,
  created_time: DATE,
  created_by: PERSON,
  last_edited_time: DATE,
  last_edited_by: PERSON,
  unique_id: TEXT,
  button: EMPTY,
  place: TEXT,
  location: EMPTY,
  verification: TEXT,
  last_visited_time: DATE,
}

/** What a property of a data source gives in a formula. */
export function typeOfProperty(
  property: StoredProperty,
  dataSourceId: string,
  scope: FormulaScope,
): FormulaType {
  const { type, config } = property
  if (type === 'relation') return listOf({ kind: 'page', dataSourceId: targetOf(config)! })
  return types[type] ?? scope.computedType(dataSourceId, property)
}
