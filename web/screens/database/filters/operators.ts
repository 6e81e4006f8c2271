/** The conditions of each type of property, in words (API reference, "Filter data source entries"). */

/** What a condition compares with. */
export type OperandKind =
  | 'nothing'
  | 'text'
  | 'number'
  | 'checkbox'
  | 'options'
  | 'date'
  | 'person'
  | 'page'
  | 'state'

export interface Operator {
  name: string
  label: string
  operand: OperandKind
}

const existence: Operator[] = [
  { name: 'is_empty', label: 'is empty', operand: 'nothing' },
  { name: 'is_not_empty', label: 'is not empty', operand: 'nothing' },
]

const comparing = (operand: OperandKind, labels: Record<string, string>): Operator[] =>
  Object.entries(labels).map(([name, label]) => ({ name, label, operand }))

const families = {
  text: [
    ...comparing('text', {
      contains: 'contains',
      does_not_contain: 'does not contain',
      equals: 'is',
      does_not_equal: 'is not',
      starts_with: 'starts with',
      ends_with: 'ends with',
    }),
    ...existence,
  ],
  number: [
    ...comparing('number', {
      equals: '=',
      does_not_equal: '≠',
      greater_than: '>',
      less_than: '<',
      greater_than_or_equal_to: '≥',
      less_than_or_equal_to: '≤',
    }),
    ...existence,
  ],
  checkbox: comparing('checkbox', { equals: 'is', does_not_equal: 'is not' }),
  option: [...comparing('options', { equals: 'is', does_not_equal: 'is not' }), ...existence],
  options: [
    ...comparing('options', { contains: 'contains', does_not_contain: 'does not contain' }),
    ...existence,
  ],
  date: [
    ...comparing('date', {
      equals: 'is',
      before: 'is before',
      after: 'is after',
      on_or_before: 'is on or before',
      on_or_after: 'is on or after',
    }),
    ...comparing('nothing', {
      this_week: 'is in this week',
      past_week: 'is in the past week',
      past_month: 'is in the past month',
      past_year: 'is in the past year',
      next_week: 'is in the next week',
      next_month: 'is in the next month',
      next_year: 'is in the next year',
    }),
    ...existence,
  ],
  people: [
    ...comparing('person', { contains: 'contains', does_not_contain: 'does not contain' }),
    ...existence,
  ],
  relation: [
    ...comparing('page', { contains: 'contains', does_not_contain: 'does not contain' }),
    ...existence,
  ],
  files: existence,
  verification: comparing('state', { status: 'is', does_not_equal: 'is not' }),
} satisfies Record<string, Operator[]>

/** By the key under which a condition stands. */
const byKey: Readonly<Record<string, Operator[]>> = {
  title: families.text,
  rich_text: families.text,
  string: families.text,
  url: families.text,
  email: families.text,
  phone_number: families.text,
  number: families.number,
  unique_id: families.number,
  checkbox: families.checkbox,
  select: families.option,
  status: families.option,
  multi_select: families.options,
  date: families.date,
  created_time: families.date,
  last_edited_time: families.date,
  people: families.people,
  created_by: families.people,
  last_edited_by: families.people,
  relation: families.relation,
  files: families.files,
  verification: families.verification,
}

export const operatorsOf = (key: string): readonly Operator[] => byKey[key] ?? []

export const isFilterKey = (key: string): boolean => key in byKey

/** What stands for an operator that has nothing to compare with. */
export const nothingFor = (operator: string): unknown => (operator.startsWith('is_') ? true : {})

/** Days that move with today. */
export const relativeDays: Readonly<Record<string, string>> = {
  today: 'today',
  tomorrow: 'tomorrow',
  yesterday: 'yesterday',
  one_week_ago: 'one week ago',
  one_week_from_now: 'one week from now',
  one_month_ago: 'one month ago',
  one_month_from_now: 'one month from now',
}
