import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type TSchema, Type } from 'typebox'
import { dropUnknownKeys } from './drop-unknown-keys.ts'
import { named, reference } from './named-schemas.ts'
import { EmptyObject, MapOf, Nullable, OptionalTag, StrictObject } from './schemas.ts'

const Icon = Type.Union([
  StrictObject({ emoji: Type.String(), type: OptionalTag('emoji') }),
  StrictObject({ external: StrictObject({ url: Type.String() }), type: OptionalTag('external') }),
])
const Tree = StrictObject({ name: Type.String(), below: Type.Optional(Type.Array(reference('KeysTree'))) })
named('KeysTree', Tree)
const Filter = Type.Union([
  StrictObject({ property: Type.String(), number: Type.Number() }),
  StrictObject({}),
])

const cases: { name: string; schema: TSchema; value: unknown; kept: unknown }[] = [
  { name: 'an object', schema: StrictObject({ a: Type.Number() }), value: { a: 1, b: 2 }, kept: { a: 1 } },
  { name: 'an object that has none', schema: EmptyObject, value: { b: 2 }, kept: {} },
  {
    name: 'every item of a list',
    schema: Type.Array(StrictObject({ a: Type.Number() })),
    value: [{ a: 1, b: 2 }, 3],
    kept: [{ a: 1 }, 3],
  },
  {
    name: 'every value of a map, whose keys are all known',
    schema: MapOf(EmptyObject),
    value: { x: { b: 2 }, y: null },
    kept: { x: {}, y: null },
  },
  {
    name: 'the branch that was meant',
    schema: Nullable(Icon),
    value: { type: 'external', external: { url: 'u', size: 1 }, b: 2 },
    kept: { type: 'external', external: { url: 'u' } },
  },
  {
    name: 'the first of two branches',
    schema: Icon,
    value: { external: { url: 'u' }, emoji: 'e' },
    kept: { emoji: 'e' },
  },
  {
    name: 'schemas that contain themselves',
    schema: Tree,
    value: { name: 'a', b: 2, below: [{ name: 'c', d: 3 }] },
    kept: { name: 'a', below: [{ name: 'c' }] },
  },
  {
    name: 'no value that is wrong anyhow',
    schema: Icon,
    value: { emoji: 7, b: 2 },
    kept: { emoji: 7, b: 2 },
  },
  {
    name: 'nothing where all would have to go',
    schema: Filter,
    value: { property: 'P', nmber: 7 },
    kept: { property: 'P', nmber: 7 },
  },
  { name: 'nothing where anything may stand', schema: Type.Unknown(), value: { b: 2 }, kept: { b: 2 } },
  { name: 'nothing of null and of text', schema: Icon, value: null, kept: null },
]

for (const { name, schema, value, kept } of cases) {
  test(`unknown keys are dropped: ${name}`, () => {
    const before = structuredClone(value)
    assert.deepEqual(dropUnknownKeys(schema, value), kept)
    assert.deepEqual(value, before, 'the value itself stays')
  })
}
