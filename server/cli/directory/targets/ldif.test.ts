import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { difference } from '../difference.ts'
import type { Directory, Group, Person } from '../people.ts'
import { ldifTarget } from './ldif.ts'
import { addRecord, contentRecord, deleteRecord, dnValue, ldifLine, modifyRecord } from './ldif-format.ts'
import { printedOutput } from './output.ts'

// It has no types.
const { parse } = createRequire(import.meta.url)('ldif') as { parse(text: string): Parsed }

interface Parsed {
  type: 'content' | 'changes'
  entries: {
    type: string
    dn: string
    attributes?: Pair[]
    changes?: (Pair & { type: string; values?: { value: string }[] })[]
  }[]
}

interface Pair {
  attribute: { attribute: string }
  value: { value: string }
}

describe('a line of LDIF', () => {
  // RFC 2849: SAFE-STRING, notes 2, 4 and 8, and its examples 2 to 4.
  const table: [value: string, line: string][] = [
    ['Barbara Jensen', 'cn: Barbara Jensen'],
    [' leading', 'cn:: IGxlYWRpbmc='],
    ['trailing ', 'cn:: dHJhaWxpbmcg'],
    [':colon', 'cn:: OmNvbG9u'],
    ['<less', 'cn:: PGxlc3M='],
    ['a: b < c', 'cn: a: b < c'],
    ['two\nlines', 'cn:: dHdvCmxpbmVz'],
    ['a\rb', 'cn:: YQ1i'],
    ['nul\0', 'cn:: bnVsAA=='],
    ['ou=営業部,o=Airius', 'cn:: b3U95Za25qWt6YOoLG89QWlyaXVz'],
    ['x'.repeat(72), `cn: ${'x'.repeat(72)}`],
    ['x'.repeat(73), `cn: ${'x'.repeat(72)}\n x`],
    ['x'.repeat(148), `cn: ${'x'.repeat(72)}\n ${'x'.repeat(75)}\n x`],
  ]
  for (const [value, line] of table) {
    test(`holds ${JSON.stringify(value.slice(0, 30))}`, () =>
      assert.equal(ldifLine('cn', value), `${line}\n`))
  }

  // RFC 4514 section 4.
  for (const [value, escaped] of [
    ['James "Jim" Smith, III', 'James \\"Jim\\" Smith\\, III'],
    ['Before\rAfter', 'Before\rAfter'],
    ['#start', '\\#start'],
    [' both ', '\\ both\\ '],
    ['a+b;c<d>e=f\\g', 'a\\+b\\;c\\<d\\>e\\=f\\\\g'],
    ['Lučić', 'Lučić'],
    ['nul\0', 'nul\\00'],
  ] as const) {
    test(`has ${JSON.stringify(value)} in a name as ${escaped}`, () => assert.equal(dnValue(value), escaped))
  }

  test('is read back by a parser as it was written, and is never too long', () => {
    const text = fc.string({
      unit: fc.constantFrom(' ', ':', '<', 'a', 'ü', '\n', '\r', '李', '-', '#', ';'),
      minLength: 1,
      maxLength: 200,
    })
    fc.assert(
      fc.property(text, fc.array(text, { minLength: 1, maxLength: 3 }), (name, values) => {
        const dn = `uid=${dnValue(name)},ou=people`
        const attributes = new Map([['cn', values]])
        const written = `version: 1\n\n${contentRecord(dn, attributes)}`
        assert.ok(written.split('\n').every((line) => line.length <= 76))
        const [entry] = parse(written).entries
        assert.equal(entry!.dn, dn)
        assert.deepEqual(
          entry!.attributes!.map(({ value }) => value.value),
          values,
        )
      }),
    )
  })

  test('is one of a record of each kind', () => {
    const attributes = new Map([
      ['cn', ['Grace']],
      ['mail', []],
    ])
    const text = [
      'version: 1\n\n',
      addRecord('uid=a', attributes),
      modifyRecord('uid=a', attributes),
      deleteRecord('uid=a'),
    ]
    assert.equal(
      text.join(''),
      'version: 1\n\ndn: uid=a\nchangetype: add\ncn: Grace\n\n' +
        'dn: uid=a\nchangetype: modify\nreplace: cn\ncn: Grace\n-\nreplace: mail\n-\n\n' +
        'dn: uid=a\nchangetype: delete\n\n',
    )
  })
})

describe('the target ldif', () => {
  const navy: Group = { id: 'n', name: 'Navy' }
  const grace: Person = {
    id: 'g',
    type: 'person',
    name: 'Grace Brewster Hopper',
    email: 'grace@acme.test',
    userName: null,
    avatarUrl: 'https://a.test/g.png',
    role: 'member',
    status: 'active',
    groups: ['n'],
  }
  const ada: Person = { ...grace, id: 'a', name: null, email: null, avatarUrl: null, role: null, groups: [] }
  const directory = (people: Person[], group = navy): Directory => ({
    people: new Map(people.map((one) => [one.id, one])),
    groups: new Map([[group.id, group]]),
  })

  async function written(
    before: Directory,
    after: Directory,
    { key = 'id', isLog = true }: { key?: 'id' | 'email'; isLog?: boolean } = {},
  ): Promise<string> {
    let text = ''
    const output = printedOutput(async (part) => {
      text += part
    })
    const target = ldifTarget(output, { key, baseDn: 'ou=people,dc=acme,dc=test', isLog })
    const work = { changes: difference(before, after), before, after, links: new Map() }
    for await (const { error } of target.apply(work)) assert.equal(error, null)
    return text
  }

  const nobody = directory([])

  test('writes everybody as inetOrgPerson', async () => {
    assert.equal(
      await written(nobody, directory([grace, { ...ada, status: 'suspended' }]), { isLog: false }),
      `version: 1

dn: uid=g,ou=people,dc=acme,dc=test
objectClass: top
objectClass: person
objectClass: organizationalPerson
objectClass: inetOrgPerson
uid: g
cn: Grace Brewster Hopper
sn: Hopper
givenName: Grace Brewster
displayName: Grace Brewster Hopper
mail: grace@acme.test
employeeNumber: g
employeeType: member
labeledURI: https://a.test/g.png
ou: Navy

dn: uid=a,ou=people,dc=acme,dc=test
objectClass: top
objectClass: person
objectClass: organizationalPerson
objectClass: inetOrgPerson
uid: a
cn: a
sn: a
employeeNumber: a
employeeType: suspended

`,
    )
  })

  const table: [name: string, before: Directory, after: Directory, key: 'id' | 'email', records: string[]][] =
    [
      ['who came', nobody, directory([ada]), 'id', ['add uid=a']],
      ['who went', directory([ada]), nobody, 'id', ['delete uid=a']],
      [
        'what changed of somebody',
        directory([grace]),
        directory([{ ...grace, name: 'Grace Hopper', avatarUrl: null, status: 'suspended' }]),
        'id',
        [
          'modify uid=g cn=Grace Hopper givenName=Grace displayName=Grace Hopper employeeType=member,suspended labeledURI=',
        ],
      ],
      [
        'the new name of a group in everybody who is in it',
        directory([grace, ada]),
        directory([grace, ada], { id: 'n', name: 'Army' }),
        'id',
        ['modify uid=g ou=Army'],
      ],
      [
        'somebody with another key under that',
        directory([grace]),
        directory([{ ...grace, email: 'g@acme.test' }]),
        'email',
        ['delete uid=grace@acme.test', 'add uid=g@acme.test'],
      ],
      [
        'groups that are called alike once',
        directory([grace]),
        {
          ...directory([{ ...grace, groups: ['m', 'n'] }]),
          groups: new Map([
            ['m', { id: 'm', name: 'navy' }],
            ['n', navy],
          ]),
        },
        'id',
        [],
      ],
      [
        'nothing of what LDIF does not have',
        directory([ada]),
        directory([{ ...ada, userName: 'a' }]),
        'id',
        [],
      ],
    ]
  for (const [name, before, after, key, records] of table) {
    test(`tells ${name}`, async () => {
      const text = await written(before, after, { key })
      const entries = text === 'version: 1\n\n' ? [] : parse(text).entries
      const told = entries.map(({ type, dn, changes = [] }) => {
        const values =
          type === 'modify'
            ? changes.map((one) => `${one.attribute.attribute}=${one.values!.map(({ value }) => value)}`)
            : []
        return [type, dn.replace(',ou=people,dc=acme,dc=test', ''), ...values].join(' ')
      })
      assert.deepEqual(told, records)
    })
  }
})
