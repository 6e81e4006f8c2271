import Type, { type TSchema } from 'typebox'
import { named } from '../validation/named-schemas.ts'
import { OneOf, OptionalTag, Refused, StrictObject } from '../validation/schemas.ts'
import { DATE, FAMILIES, type Family } from './families.ts'
import { LONGEST_LIST } from './operands.ts'

const Timestamps = ['created_time', 'last_edited_time'] as const
const Direction = OneOf(['ascending', 'descending'])

/** `sorts` of a query, the first one deciding first. */
export const QuerySorts: TSchema = Type.Array(
  Type.Union([
    StrictObject({ property: Type.String(), direction: Direction }),
    StrictObject({ timestamp: OneOf(Timestamps), direction: Direction }),
  ]),
  { maxItems: LONGEST_LIST },
)

/** An object with exactly one of several keys. */
function oneOfKeys(members: Readonly<Record<string, TSchema>>): TSchema {
  return Type.Union(Object.entries(members).map(([key, member]) => StrictObject({ [key]: member })))
}

const conditionOf = new Map<Family, TSchema>()
for (const family of new Set(Object.values(FAMILIES))) {
  const name = family.name.replaceAll(/(?:^|_)./g, (start) => start.slice(-1).toUpperCase())
  conditionOf.set(family, named(`${name}Condition`, oneOfKeys(family.operands)))
}

/** The condition that stands under a filter key. */
const condition = (key: string): TSchema => conditionOf.get(FAMILIES[key]!)!

const FormulaCondition = named(
  'FormulaCondition',
  oneOfKeys({
    string: condition('rich_text'),
    checkbox: condition('checkbox'),
    number: condition('number'),
    date: condition('date'),
  }),
)

const RolledUp = named(
  'RolledUpCondition',
  oneOfKeys({
    rich_text: condition('rich_text'),
    number: condition('number'),
    checkbox: condition('checkbox'),
    select: condition('select'),
    multi_select: condition('multi_select'),
    relation: condition('relation'),
    date: condition('date'),
    people: condition('people'),
    files: condition('files'),
    status: condition('status'),
  }),
)

const RollupCondition = named(
  'RollupCondition',
  oneOfKeys({
    any: RolledUp,
    none: RolledUp,
    every: RolledUp,
    date: condition('date'),
    number: condition('number'),
  }),
)

const propertyFilter = (key: string, member: TSchema) =>
  StrictObject({ [key]: member, property: Type.String(), type: OptionalTag(key) })

const quickFilter = (key: string, member: TSchema) => StrictObject({ [key]: member, type: OptionalTag(key) })

const timestampFilter = (key: 'created_time' | 'last_edited_time') =>
  StrictObject({ [key]: conditionOf.get(DATE)!, timestamp: Type.Literal(key), type: OptionalTag(key) })

const conditions = [
  ...Object.keys(FAMILIES).map((key) => propertyFilter(key, condition(key))),
  propertyFilter('formula', FormulaCondition),
  propertyFilter('rollup', RollupCondition),
  ...Timestamps.map(timestampFilter),
]

function groupsOf(member: TSchema): TSchema[] {
  const members = Type.Array(member, { maxItems: LONGEST_LIST })
  return [StrictObject({ or: members }), StrictObject({ and: members })]
}

/** Groups hold groups, and these hold none. */
const tooDeep = ['or', 'and'].map((key) => StrictObject({ [key]: Refused('not present') }))
const InnerGroups = groupsOf(named('InnerFilter', Type.Union([...conditions, ...tooDeep])))

/** `filter` of a query: one condition, or a group of conditions and groups; `{}` matches every row. */
export const QueryFilter: TSchema = named(
  'QueryFilter',
  Type.Union([
    ...groupsOf(named('MemberFilter', Type.Union([...InnerGroups, ...conditions]))),
    ...conditions,
    StrictObject({}),
  ]),
)

/** A condition that stands under the name or id of its property: a quick filter of a view. */
export const QuickFilter = named(
  'QuickFilterCondition',
  Type.Unsafe<Record<string, unknown>>(
    Type.Union([
      ...Object.keys(FAMILIES).map((key) => quickFilter(key, condition(key))),
      quickFilter('formula', FormulaCondition),
      quickFilter('rollup', RollupCondition),
    ]),
  ),
)
