import type { Frame } from '../frame.ts'
import { boundList } from '../limits.ts'
import type { FormulaReader } from '../reader.ts'
import { showList } from '../show-value.ts'
import { CHECKBOX, innermostType, itemType, listOf, NUMBER, TEXT, unify, unifyAll } from '../type-rules.ts'
import type { FormulaType } from '../types.ts'
import { areSame, compareValues, isEmpty, isList, keyOf, kindOf } from '../value-rules.ts'
import type { FormulaValue } from '../values.ts'
import {
  anything,
  type Lambda,
  lambda,
  list,
  number,
  type PlainFunction,
  type Signature,
  text,
} from './definition.ts'

type Items = readonly FormulaValue[]

/** What a function of a list gives: one of its items, or some of them. */
const item = ([first]: readonly FormulaType[]): FormulaType => itemType(first!)
const items = ([first]: readonly FormulaType[]): FormulaType => listOf(itemType(first!))

/** Positions count from 0; below 0 they count from the end. */
export const listFunctions: readonly PlainFunction[] = [
  only('at', {
    takes: [list, number],
    gives: item,
    run: (_frame: Frame, values: Items, index: number) => values.at(index) ?? null,
  }),
  only('first', { takes: [list], gives: item, run: (_frame: Frame, values: Items) => values[0] ?? null }),
  only('last', { takes: [list], gives: item, run: (_frame: Frame, values: Items) => values.at(-1) ?? null }),
  {
    name: 'slice',
    signatures: [
      {
        takes: [list, number, number],
        optional: 1,
        gives: items,
        run: ({ reader }: Frame, values: Items, start: number, end?: number) =>
          bounded(reader, values.slice(start, end)),
      },
      {
        // As the first formulas of Notion had it.
        takes: [text, number, number],
        optional: 1,
        gives: TEXT,
        run: (_frame: Frame, value: string, start: number, end?: number) => value.slice(start, end),
      },
    ],
  },
  only('splice', {
    takes: [list, number, number],
    rest: anything,
    gives: ([first, , , ...added]) => listOf(unify(itemType(first!), unifyAll(added))),
    run: ({ reader }: Frame, values: Items, start: number, count: number, ...added: FormulaValue[]) =>
      bounded(reader, values.toSpliced(start, count, ...added)),
  }),
  {
    name: 'concat',
    signatures: [
      {
        takes: [list],
        rest: list,
        gives: (types) => listOf(unifyAll(types.map(itemType))),
        run: ({ reader }: Frame, ...lists: Items[]) => {
          boundList(
            reader,
            lists.reduce((length, values) => length + values.length, 0),
          )
          return lists.flat(1)
        },
      },
      {
        // As the first formulas of Notion had it.
        takes: [text],
        rest: text,
        gives: TEXT,
        run: ({ reader }: Frame, ...texts: string[]) => showList(texts, '', reader),
      },
    ],
  },
  only('sort', {
    takes: [list, lambda],
    optional: 1,
    gives: items,
    run: ({ reader }: Frame, values: Items, key?: Lambda) => sort(reader, values, key),
  }),
  only('reverse', {
    takes: [list],
    gives: items,
    run: ({ reader }: Frame, values: Items) => bounded(reader, values.toReversed()),
  }),
  only('unique', {
    takes: [list],
    gives: items,
    run: ({ reader }: Frame, values: Items) => unique(reader, values),
  }),
  only('includes', {
    takes: [list, anything],
    gives: CHECKBOX,
    run({ reader }: Frame, values: Items, wanted: FormulaValue) {
      boundList(reader, values.length)
      return values.some((value) => areSame(value, wanted, reader))
    },
  }),
  only('find', {
    takes: [list, lambda],
    gives: item,
    run: (_frame: Frame, values: Items, holds: Lambda) => values.find(asTest(holds)) ?? null,
  }),
  only('findIndex', {
    takes: [list, lambda],
    gives: NUMBER,
    run: (_frame: Frame, values: Items, holds: Lambda) => values.findIndex(asTest(holds)),
  }),
  only('filter', {
    takes: [list, lambda],
    gives: items,
    run: (_frame: Frame, values: Items, holds: Lambda) => values.filter(asTest(holds)),
  }),
  only('some', {
    takes: [list, lambda],
    gives: CHECKBOX,
    run: (_frame: Frame, values: Items, holds: Lambda) => values.some(asTest(holds)),
  }),
  only('every', {
    takes: [list, lambda],
    gives: CHECKBOX,
    run: (_frame: Frame, values: Items, holds: Lambda) => values.every(asTest(holds)),
  }),
  only('map', {
    takes: [list, lambda],
    gives: ([, result]) => listOf(result!),
    run: (_frame: Frame, values: Items, change: Lambda) => values.map((value, index) => change(value, index)),
  }),
  only('flat', {
    takes: [list],
    gives: ([first]) => listOf(innermostType(first!)),
    run: ({ reader }: Frame, values: Items) => flatten(reader, values),
  }),
  only('count', {
    takes: [list, lambda],
    optional: 1,
    gives: NUMBER,
    run: (_frame: Frame, values: Items, holds?: Lambda) =>
      holds ? values.filter(asTest(holds)).length : values.length,
  }),
]

function only(name: string, signature: Signature): PlainFunction {
  return { name, signatures: [signature] }
}

/** What is no checkbox holds unless it is empty, as in conditions. */
const asTest =
  (holds: Lambda) =>
  (value: FormulaValue, index: number): boolean =>
    !isEmpty(holds(value, index))

function bounded(reader: FormulaReader, values: Items): Items {
  boundList(reader, values.length)
  return values
}

function unique(reader: FormulaReader, values: Items): Items {
  boundList(reader, values.length)
  const seen = new Set<string>()
  return values.filter((value) => {
    const key = keyOf(value, reader)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** All lists within a list laid out in one, however deep they are. */
function flatten(reader: FormulaReader, values: Items): Items {
  const flat: FormulaValue[] = []
  const collect = (value: FormulaValue): void => {
    if (!isList(value)) {
      flat.push(value)
    } else {
      reader.spend(value.length + 1)
      for (const part of value) collect(part)
    }
  }
  collect(values)
  return bounded(reader, flat)
}

/** Smallest first, by what `key` gives for each; equal ones stay in order, and empty ones come last. */
function sort(reader: FormulaReader, values: Items, key?: Lambda): Items {
  boundList(reader, values.length)
  const keyed = values.map((value, index) => ({ value, key: key ? key(value, index) : value }))
  return keyed
    .toSorted((one, other) => {
      reader.spend(1)
      return compareKeys(one.key, other.key, reader)
    })
    .map(({ value }) => value)
}

const order: readonly string[] = ['number', 'text', 'checkbox', 'date', 'person', 'page', 'list', 'empty']

function compareKeys(one: FormulaValue, other: FormulaValue, reader: FormulaReader): number {
  const kinds = order.indexOf(kindOf(one)) - order.indexOf(kindOf(other))
  return kinds || (compareValues(one, other, reader) ?? 0)
}
