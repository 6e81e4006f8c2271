import type { TSchema } from 'typebox'
import { CHECKBOX_OPERANDS, readCheckboxTest } from './families/checkbox.ts'
import { DATE_OPERANDS, readDateTest } from './families/date.ts'
import { FILES_OPERANDS } from './families/files.ts'
import { MULTI_OPTION_OPERANDS, readMultiOptionTest } from './families/multi-option.ts'
import { NUMBER_OPERANDS, readNumberTest } from './families/number.ts'
import { OPTION_OPERANDS, readOptionTest } from './families/option.ts'
import { PEOPLE_OPERANDS, readPeopleTest } from './families/people.ts'
import { RELATION_OPERANDS, readRelationTest } from './families/relation.ts'
import { readTextTest, TEXT_OPERANDS } from './families/text.ts'
import { readVerificationTest, VERIFICATION_OPERANDS } from './families/verification.ts'
import type { Test } from './filter.ts'
import type { Place } from './operands.ts'

/** The operators that several property types share. */
export interface Family {
  readonly name: Test['family']
  /** What each operator compares with, in the order of the API's types. */
  readonly operands: Readonly<Record<string, TSchema>>
  /**
   * Reads all operators but `is_empty` and `is_not_empty`; a family without others has none. What it is
   * given has passed the operand's schema.
   */
  readonly read?: (operator: never, operand: never, place: Place) => Test
}

const text: Family = { name: 'text', operands: TEXT_OPERANDS, read: readTextTest }
const number: Family = { name: 'number', operands: NUMBER_OPERANDS, read: readNumberTest }
const checkbox: Family = { name: 'checkbox', operands: CHECKBOX_OPERANDS, read: readCheckboxTest }
const option: Family = { name: 'option', operands: OPTION_OPERANDS, read: readOptionTest }
const multiOption: Family = {
  name: 'multi_option',
  operands: MULTI_OPTION_OPERANDS,
  read: readMultiOptionTest,
}
const people: Family = { name: 'people', operands: PEOPLE_OPERANDS, read: readPeopleTest }
const files: Family = { name: 'files', operands: FILES_OPERANDS }
const relation: Family = { name: 'relation', operands: RELATION_OPERANDS, read: readRelationTest }
const verification: Family = {
  name: 'verification',
  operands: VERIFICATION_OPERANDS,
  read: readVerificationTest,
}
export const DATE: Family = { name: 'date', operands: DATE_OPERANDS, read: readDateTest }

/** The family behind each filter key, in the order of the API's types. Filters of computed values are apart. */
export const FAMILIES: Readonly<Record<string, Family>> = {
  title: text,
  rich_text: text,
  number,
  checkbox,
  select: option,
  multi_select: multiOption,
  status: option,
  date: DATE,
  people,
  files,
  url: text,
  email: text,
  phone_number: text,
  relation,
  created_by: people,
  created_time: DATE,
  last_edited_by: people,
  last_edited_time: DATE,
  unique_id: number,
  verification,
}

/** Filter keys that a property type takes besides its own. The reference shows each with one of these. */
const ALSO: Readonly<Record<string, string>> = {
  title: 'rich_text',
  url: 'rich_text',
  email: 'rich_text',
  phone_number: 'rich_text',
  created_by: 'people',
  last_edited_by: 'people',
  created_time: 'date',
  last_edited_time: 'date',
}

/** Whether a filter of this key can test a property of this type. */
export function fits(type: string, key: string): boolean {
  return type === key || (Object.hasOwn(ALSO, type) && ALSO[type] === key)
}
