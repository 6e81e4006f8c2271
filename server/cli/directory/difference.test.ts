import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { changedFields, difference, isEmpty } from './difference.ts'
import { hasNoEmails, keyBy, keyed, userNameOf } from './keys.ts'
import { copyOf, type Directory, emptyDirectory, type Group, type Person, take } from './people.ts'
import { exceedsLimit } from './removal-limit.ts'

const person = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  type: 'person',
  name: id.toUpperCase(),
  email: `${id}@acme.test`,
  userName: null,
  avatarUrl: null,
  role: 'member',
  status: 'active',
  groups: [],
  ...more,
})

const directory = (people: Person[], groups: Group[] = []): Directory => ({
  people: new Map(people.map((one) => [one.id, one])),
  groups: new Map(groups.map((one) => [one.id, one])),
})

describe('difference', () => {
  const ada = person('ada')
  const navy = { id: 'navy', name: 'Navy' }
  const table: [name: string, before: Directory, after: Directory, changes: string[]][] = [
    ['nothing', directory([ada]), directory([{ ...ada }]), []],
    ['one who came', directory([]), directory([ada]), ['add ada']],
    ['one who went', directory([ada]), directory([]), ['remove ada']],
    ['one who changed', directory([ada]), directory([person('ada', { name: 'Countess' })]), ['update ada']],
    [
      'removals before all, additions after all',
      directory([person('a'), person('b')]),
      directory([person('b', { status: 'suspended' }), person('c')]),
      ['remove a', 'update b', 'add c'],
    ],
    [
      'a group whose people changed',
      directory([ada], [navy]),
      directory([person('ada', { groups: ['navy'] })], [navy]),
      ['update ada', 'update navy +ada'],
    ],
    [
      'a group that somebody left who is gone',
      directory([person('ada', { groups: ['navy'] })], [navy]),
      directory([], [navy]),
      ['remove ada', 'update navy -ada'],
    ],
    [
      'a group that is gone',
      directory([person('ada', { groups: ['navy'] })], [navy]),
      directory([ada]),
      ['update ada', 'remove navy -ada'],
    ],
    [
      'a group with another name',
      directory([], [navy]),
      directory([], [{ ...navy, name: 'Army' }]),
      ['update navy'],
    ],
  ]
  for (const [name, before, after, should] of table) {
    test(`tells of ${name}`, () => {
      const { people, groups } = difference(before, after)
      const told = [
        ...people.map(({ do: verb, id }) => `${verb} ${id}`),
        ...groups.map(({ do: verb, id, joined, left }) =>
          [verb, id, ...joined.map((one) => `+${one}`), ...left.map((one) => `-${one}`)].join(' '),
        ),
      ]
      assert.deepEqual(told, should)
    })
  }

  test('tells again of what was begun, whatever became of it', () => {
    const pending = {
      people: new Map([
        ['ada', null],
        ['bob', person('bob')],
        ['eve', null],
      ]),
      groups: new Map(),
    }
    const { people } = difference(directory([ada, person('bob')]), directory([ada]), pending)
    assert.deepEqual(
      people.map(({ do: verb, id, was, isSure }) => [verb, id, was?.name, isSure]),
      [
        ['remove', 'bob', 'BOB', false],
        ['remove', 'eve', undefined, false],
        ['add', 'ada', undefined, false],
      ],
    )
  })

  const arbitrary = fc
    .uniqueArray(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
        name: fc.option(fc.constantFrom('x', 'y')),
        status: fc.constantFrom('active', 'suspended', null),
        groups: fc.subarray(['g', 'h']),
      }),
      { selector: ({ id }) => id },
    )
    .map((people) =>
      directory(
        people.map(({ id, ...more }) => person(id, more)),
        [
          { id: 'g', name: 'G' },
          { id: 'h', name: 'H' },
        ],
      ),
    )

  test('is all that it takes to make one directory of the other, and nothing besides', () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, (before, after) => {
        const made = copyOf(before)
        for (const { do: verb, id, was, now } of difference(before, after).people) {
          assert.equal(verb, was === null ? 'add' : now === null ? 'remove' : 'update')
          assert.deepEqual(was, before.people.get(id) ?? null)
          if (now === null) take(made, { gone: { kind: 'person', id } })
          else take(made, { person: now })
        }
        const sorted = ({ people }: Directory) =>
          [...people.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
        assert.deepEqual(sorted(made), sorted(after))
        assert.ok(isEmpty(difference(made, after)))
      }),
    )
  })

  test('names the fields that differ', () => {
    assert.deepEqual(changedFields(ada, person('ada', { name: null, groups: ['navy'] })), ['name', 'groups'])
  })
})

test('a group that is gone is gone from everybody', () => {
  const one = directory([person('ada', { groups: ['g', 'h'] })], [{ id: 'g', name: 'G' }])
  take(one, { gone: { kind: 'group', id: 'g' } })
  assert.deepEqual([one.people.get('ada')!.groups, one.groups.size], [['h'], 0])
})

describe('keyed', () => {
  const people = [
    person('a', { email: 'Same@acme.test' }),
    person('b', { email: 'same@acme.test' }),
    person('c', { email: null }),
    person('d', { email: null, userName: 'dee' }),
  ]
  const ids = (of: Iterable<Person>) => [...of].map(({ id }) => id)
  for (const [name, keyOf, kept, unnamed, doubles] of [
    ['id', keyBy('id'), ['a', 'b', 'c', 'd'], [], []],
    ['email', keyBy('email'), ['a'], ['c', 'd'], ['b']],
    ['userName', userNameOf, ['a', 'd'], ['c'], ['b']],
  ] as const) {
    test(`holds who has a ${name} of their own`, () => {
      const found = keyed(directory(people), keyOf)
      assert.deepEqual(
        [ids(found.directory.people.values()), ids(found.unnamed), ids(found.doubles)],
        [kept, unnamed, doubles],
      )
    })
  }

  test('a source where nobody has an address keeps them back', () => {
    const none = person('a', { email: null })
    const bot = person('b', { type: 'bot', email: null })
    assert.deepEqual(
      [[none], [none, person('c')], [bot], []].map((some) => hasNoEmails(directory(some))),
      [true, false, false, false],
    )
    assert.equal(hasNoEmails(emptyDirectory()), false)
  })
})

test('only so many may go', () => {
  for (const [removed, of, percent, isTooMany] of [
    [5, 5, 10, false],
    [6, 6, 10, true],
    [6, 60, 10, false],
    [7, 60, 10, true],
    [100, 1000, 10, false],
    [101, 1000, 10, true],
    [1, 1000, 0, true],
    [0, 0, 0, false],
    [1000, 1000, 100, false],
    [6, 0, 100, false],
    [26, 1000, 2.5, true],
  ] as const) {
    assert.equal(exceedsLimit(removed, of, percent), isTooMany, `${removed} of ${of} at ${percent} %`)
  }
})
