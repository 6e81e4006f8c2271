import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Ajv } from 'ajv'
import { discriminate } from './discriminate.ts'
import { closed, constant, either, empty, nullOnly, number, oneOf, type Schema, string } from './schema.ts'

const emoji = closed({ type: constant('emoji'), emoji: string })
const external = closed({ type: constant('external'), external: closed({ url: string }) })

/** Unions, and values that one of their branches takes or none does. */
const unions: [name: string, union: Schema, good: unknown[], bad: unknown[]][] = [
  [
    'of objects by their type, or null',
    either(emoji, external, nullOnly),
    [null, { type: 'emoji', emoji: 'x' }, { type: 'external', external: { url: 'x' } }],
    [3, 'x', {}, { type: 'emoji' }, { type: 'emoji', external: { url: 'x' } }, { type: 'other' }],
  ],
  [
    'of an object and other things',
    either(string, { type: 'array', items: string }, closed({ a: number })),
    ['x', ['x'], { a: 1 }],
    [1, [1], {}, { a: 'x' }, null],
  ],
  [
    'of a full and a partial object, told apart by the fields',
    either(closed({ id: string }), closed({ id: string, name: string })),
    [{ id: 'x' }, { id: 'x', name: 'y' }],
    [{ id: 'x', name: 1 }, { name: 'y' }, { id: 'x', other: 1 }],
  ],
  [
    'of an empty object and one with fields',
    either(empty, closed({ owner: string })),
    [{}, { owner: 'x' }],
    [{ owner: 1 }, { other: 'x' }, null],
  ],
  [
    'of kinds first and types then',
    either(
      closed({ object: constant('list'), type: constant('a'), a: empty }),
      closed({ object: constant('list'), type: constant('b'), b: empty }),
      closed({ object: constant('item'), type: constant('a'), a: number }),
    ),
    [
      { object: 'list', type: 'a', a: {} },
      { object: 'list', type: 'b', b: {} },
      { object: 'item', type: 'a', a: 1 },
    ],
    [
      { object: 'list', type: 'a', a: 1 },
      { object: 'item', type: 'b', b: {} },
      { object: 'item', type: 'a', a: {} },
      { type: 'a', a: 1 },
    ],
  ],
  [
    'of types that share a branch',
    either(closed({ type: oneOf(['a', 'b']), x: number }), closed({ type: constant('c'), y: number })),
    [
      { type: 'a', x: 1 },
      { type: 'b', x: 1 },
      { type: 'c', y: 1 },
    ],
    [{ type: 'c', x: 1 }, { type: 'a', y: 1 }, { x: 1 }],
  ],
  [
    'of named objects and one without a name',
    either(emoji, closed({ id: string })),
    [{ type: 'emoji', emoji: 'x' }, { id: 'x' }],
    [{ type: 'emoji', id: 'x' }, { emoji: 'x' }, { id: 1 }],
  ],
]

describe('A union that is told apart takes what the union takes', () => {
  const ajv = new Ajv({ strict: false })
  for (const [name, union, good, bad] of unions) {
    test(name, () => {
      const validators = [ajv.compile(union), ajv.compile(discriminate(union))]
      for (const validate of validators) {
        for (const value of good) assert.ok(validate(value), JSON.stringify(value))
        for (const value of bad) assert.ok(!validate(value), JSON.stringify(value))
      }
    })
  }
})
