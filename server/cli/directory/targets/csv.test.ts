import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import type { Directory, Person } from '../people.ts'
import { csvColumns, rowsOf } from './csv.ts'

const grace: Person = {
  id: 'g',
  type: 'person',
  name: 'Grace',
  email: 'grace@acme.test',
  userName: null,
  avatarUrl: null,
  role: 'member',
  status: 'active',
  groups: ['1', '2'],
}

const directory = (...people: Person[]): Directory => ({
  people: new Map(people.map((person) => [person.id, person])),
  groups: new Map([
    ['1', { id: '1', name: 'Navy' }],
    ['2', { id: '2', name: 'Yale' }],
  ]),
})

const printed = (...people: Person[]): string => [...rowsOf(directory(...people), 'email')].join('')

/** As RFC 4180 has it: lines end with CR and LF, and nothing else is let pass. */
const read = (text: string): Record<string, string>[] =>
  parse(text, { columns: true, record_delimiter: '\r\n', relax_quotes: false, relax_column_count: false })

describe('CSV', () => {
  test('has the same columns always', () => {
    assert.equal(
      printed(grace),
      'key,id,type,name,email,user_name,role,status,groups,group_ids,avatar_url\r\n' +
        'grace@acme.test,g,person,Grace,grace@acme.test,,member,active,Navy; Yale,1 2,\r\n',
    )
    assert.equal(printed(), `${csvColumns.join(',')}\r\n`)
  })

  const table: [name: string, cell: string][] = [
    ['Grace Hopper', 'Grace Hopper'],
    ['Hopper, Grace', 'Hopper, Grace'],
    ['Grace "Amazing" Hopper', 'Grace "Amazing" Hopper'],
    ['two\nlines', 'two\nlines'],
    ['two\r\nlines', 'two\r\nlines'],
    [' spaces ', ' spaces '],
    ['Ünal 李 🚢', 'Ünal 李 🚢'],
    ['=1+1', "'=1+1"],
    ['+49 30', "'+49 30"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['=cmd|\' /C calc\'!A0","x', "'=cmd|' /C calc'!A0\",\"x"],
    ["'=1", "'=1"],
    ['a=1', 'a=1'],
  ]
  for (const [name, cell] of table) {
    test(`holds ${JSON.stringify(name)} as ${JSON.stringify(cell)}`, () => {
      const [row] = read(printed({ ...grace, name }))
      assert.equal(row!.name, cell)
    })
  }

  test('is read back as it was written, and no cell is a formula', () => {
    const text = fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', '"', ',', '\r', '\n', '\t', "'", 'a', 'ü'),
    })
    fc.assert(
      fc.property(text, text, (name, userName) => {
        const rows = read(printed({ ...grace, name, userName }, { ...grace, id: 'h', name: userName }))
        assert.equal(rows.length, 2)
        const dangerous = /^[=+\-@\t\r]/
        for (const [cell, value] of [
          [rows[0]!.name!, name],
          [rows[0]!.user_name!, userName],
          [rows[1]!.name!, userName],
        ] as const) {
          assert.equal(cell, dangerous.test(value) ? `'${value}` : value)
        }
      }),
    )
  })
})
