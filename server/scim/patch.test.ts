import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Resource } from './attribute.ts'
import { ScimProblem } from './errors.ts'
import { patched, readOperations } from './patch.ts'
import { ENTERPRISE, userType } from './schemas.ts'

const ada = (): Resource => ({
  userName: 'ada@acme.test',
  active: true,
  displayName: 'Ada',
  name: { givenName: 'Ada', familyName: 'King' },
  emails: [{ value: 'a@x.test', type: 'work', primary: true }],
  roles: [{ value: 'r1' }, { value: 'r2' }, { value: 'r3' }],
})

const patch = (operations: unknown) => patched(userType, ada(), readOperations({ Operations: operations }))

interface Row {
  name: string
  operations: unknown[]
  /** What is different afterwards; undefined where it is gone. */
  changes: Resource
}

const table: Row[] = [
  {
    name: 'Entra ID deactivates by a string',
    operations: [{ op: 'Replace', path: 'active', value: 'False' }],
    changes: { active: false },
  },
  {
    name: 'Okta deactivates without a path',
    operations: [{ op: 'replace', value: { active: false } }],
    changes: { active: false },
  },
  {
    name: 'what has one value is replaced by Add',
    operations: [{ op: 'Add', path: 'displayName', value: 'B' }],
    changes: { displayName: 'B' },
  },
  {
    name: 'Add makes the element that a filter asks for',
    operations: [{ op: 'Add', path: 'emails[type eq "home"].value', value: 'h@x.test' }],
    changes: {
      emails: [
        { value: 'a@x.test', type: 'work', primary: true },
        { type: 'home', value: 'h@x.test' },
      ],
    },
  },
  {
    name: 'Replace changes the element that a filter finds',
    operations: [{ op: 'Replace', path: 'emails[type eq "work"].value', value: 'n@x.test' }],
    changes: { emails: [{ value: 'n@x.test', type: 'work', primary: true }] },
  },
  {
    name: 'an element is replaced whole',
    operations: [{ op: 'replace', path: 'emails[type eq "work"]', value: { value: 'n@x.test' } }],
    changes: { emails: [{ value: 'n@x.test' }] },
  },
  {
    name: 'keys have dots and URNs where there is no path',
    operations: [
      {
        op: 'replace',
        value: {
          'name.givenName': 'Zoe',
          [`${ENTERPRISE}:employeeNumber`]: '7',
          [`${ENTERPRISE}:manager.value`]: 'm',
        },
      },
    ],
    changes: {
      name: { givenName: 'Zoe', familyName: 'King' },
      [ENTERPRISE]: { employeeNumber: '7', manager: { value: 'm' } },
    },
  },
  {
    name: 'a key has a filter where there is no path',
    operations: [
      { op: 'add', value: { 'roles[value eq "r2"].type': 'x', 'emails[type eq "home"].value': 'h' } },
    ],
    changes: {
      roles: [{ value: 'r1' }, { value: 'r2', type: 'x' }, { value: 'r3' }],
      emails: [
        { value: 'a@x.test', type: 'work', primary: true },
        { type: 'home', value: 'h' },
      ],
    },
  },
  {
    name: 'a path has a URN and a colon',
    operations: [{ op: 'Add', path: `${ENTERPRISE}:department`, value: 'Research' }],
    changes: { [ENTERPRISE]: { department: 'Research' } },
  },
  {
    name: 'an extension is added whole',
    operations: [{ op: 'add', path: ENTERPRISE, value: { department: 'Research' } }],
    changes: { [ENTERPRISE]: { department: 'Research' } },
  },
  {
    name: 'a manager is a bare string',
    operations: [{ op: 'Add', path: `${ENTERPRISE}:manager`, value: 'm' }],
    changes: { [ENTERPRISE]: { manager: { value: 'm' } } },
  },
  {
    name: 'a manager is a list of one',
    operations: [{ op: 'Add', path: `${ENTERPRISE}:manager`, value: [{ value: 'm' }] }],
    changes: { [ENTERPRISE]: { manager: { value: 'm' } } },
  },
  {
    name: 'names are known in any case',
    operations: [{ op: 'REPLACE', path: 'NAME.GIVENNAME', value: 'Zoe' }],
    changes: { name: { givenName: 'Zoe', familyName: 'King' } },
  },
  {
    name: 'parts that are not named stay',
    operations: [{ op: 'replace', path: 'name', value: { givenName: 'Zoe' } }],
    changes: { name: { givenName: 'Zoe', familyName: 'King' } },
  },
  {
    name: 'what is there is not added again',
    operations: [{ op: 'add', path: 'roles', value: [{ value: 'r1' }] }],
    changes: {},
  },
  {
    name: 'a new primary one takes the place of the old',
    operations: [{ op: 'add', path: 'emails', value: [{ value: 'b@x.test', primary: true }] }],
    changes: {
      emails: [
        { value: 'a@x.test', type: 'work', primary: false },
        { value: 'b@x.test', primary: true },
      ],
    },
  },
  {
    name: 'equal elements of one operation are one',
    operations: [{ op: 'add', path: 'roles', value: [{ value: 'r4' }, { value: 'r4' }, { value: 'r1' }] }],
    changes: { roles: [{ value: 'r1' }, { value: 'r2' }, { value: 'r3' }, { value: 'r4' }] },
  },
  {
    name: 'several that become one are one, and one of a list is primary',
    operations: [
      { op: 'add', path: 'emails', value: [{ value: 'b@x.test', type: 'work' }, { value: 'c@x.test' }] },
      { op: 'replace', path: 'emails[value eq "c@x.test"].primary', value: true },
      { op: 'replace', path: 'emails[type eq "work"]', value: { value: 'd@x.test', primary: true } },
    ],
    changes: {
      emails: [
        { value: 'd@x.test', primary: true },
        { value: 'c@x.test', primary: false },
      ],
    },
  },
  {
    name: 'an empty list takes everything away',
    operations: [{ op: 'replace', path: 'roles', value: [] }],
    changes: { roles: undefined },
  },
  {
    name: 'null takes a value away',
    operations: [{ op: 'replace', path: 'displayName', value: null }],
    changes: { displayName: undefined },
  },
  {
    name: 'Remove takes away what a filter finds',
    operations: [{ op: 'remove', path: 'roles[value eq "r2"]' }],
    changes: { roles: [{ value: 'r1' }, { value: 'r3' }] },
  },
  {
    name: 'Remove with a list takes away those alone',
    operations: [{ op: 'Remove', path: 'roles', value: [{ $ref: null, value: 'r2' }, { value: 'r9' }] }],
    changes: { roles: [{ value: 'r1' }, { value: 'r3' }] },
  },
  {
    name: 'Remove with an empty list takes nothing away',
    operations: [{ op: 'Remove', path: 'roles', value: [] }],
    changes: {},
  },
  {
    name: 'Remove without a value takes all away',
    operations: [{ op: 'remove', path: 'roles' }],
    changes: { roles: undefined },
  },
  {
    name: 'Remove of what is not there is done',
    operations: [{ op: 'remove', path: 'roles[value eq "r9"]' }],
    changes: {},
  },
  {
    name: 'a part of an element is taken away',
    operations: [{ op: 'remove', path: 'emails[type eq "work"].primary' }],
    changes: { emails: [{ value: 'a@x.test', type: 'work' }] },
  },
  {
    name: 'what is read-only and what is not known says nothing without a path',
    operations: [{ op: 'replace', value: { id: 'x', junk: 1, displayName: 'B', meta: {} } }],
    changes: { displayName: 'B' },
  },
  {
    name: 'a later operation sees an earlier one',
    operations: [
      { op: 'remove', path: 'emails' },
      { op: 'add', path: 'emails', value: { value: 'c@x.test' } },
    ],
    changes: { emails: [{ value: 'c@x.test' }] },
  },
]

describe('a patch', () => {
  for (const { name, operations, changes } of table) {
    test(name, () => {
      const wanted = Object.fromEntries(
        Object.entries({ ...ada(), ...changes }).filter(([, value]) => value !== undefined),
      )
      assert.deepEqual(patch(operations), wanted)
    })
  }

  const wrong: [operations: unknown, scimType: string][] = [
    [[{ op: 'remove' }], 'noTarget'],
    [[{ op: 'replace', path: 'emails[type eq "zzz"].value', value: 'q' }], 'noTarget'],
    [[{ op: 'replace', path: 'emails[type', value: 1 }], 'invalidPath'],
    [[{ op: 'replace', path: 'name.a.b', value: 1 }], 'invalidPath'],
    [[{ op: 'replace', path: 'nope', value: 1 }], 'invalidPath'],
    [[{ op: 'add', path: '__proto__', value: 1 }], 'invalidPath'],
    [[{ op: 'remove', path: 'constructor' }], 'invalidPath'],
    [[{ op: 'replace', path: 'displayName[value eq "x"]', value: 1 }], 'invalidPath'],
    [[{ op: 'replace', path: 'emails.value', value: 'x' }], 'invalidPath'],
    [[{ op: 'replace', path: 'emails[type xx "a"]', value: 1 }], 'invalidFilter'],
    [[{ op: 'replace', path: 'id', value: 'x' }], 'mutability'],
    [[{ op: 'replace', path: 'groups', value: [] }], 'mutability'],
    [[{ op: 'remove', path: 'userName' }], 'mutability'],
    [[{ op: 'replace', path: 'active', value: 'maybe' }], 'invalidValue'],
    [[{ op: 'replace', path: 'displayName', value: { a: 1 } }], 'invalidValue'],
    [[{ op: 'replace', path: 'displayName', value: 'x'.repeat(10_001) }], 'invalidValue'],
    [[{ op: 'move', path: 'displayName', value: 'x' }], 'invalidSyntax'],
    [[{ op: 'replace', value: 'x' }], 'invalidSyntax'],
    [[{ op: 'replace', path: 7, value: 'x' }], 'invalidPath'],
    [[null], 'invalidSyntax'],
    [[], 'invalidSyntax'],
    ['x', 'invalidSyntax'],
  ]
  for (const [operations, scimType] of wrong) {
    test(`${JSON.stringify(operations).slice(0, 80)} is refused as ${scimType}`, () => {
      const isRefused = (error: unknown) => error instanceof ScimProblem && error.scimType === scimType
      assert.throws(() => patch(operations), isRefused)
    })
  }
})
