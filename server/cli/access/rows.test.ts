import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WrongUsage } from '#server/failures.ts'
import { pageIdOf, readRows } from './rows.ts'

const ID = '11111111-1111-4111-8111-111111111111'

test('a page is named by its id or by its address', () => {
  for (const said of [
    ID,
    ID.toUpperCase(),
    ID.replaceAll('-', ''),
    `https://octavo.test/Home-of-2-${ID.replaceAll('-', '')}`,
    `https://octavo.test/${ID.replaceAll('-', '')}?v=1#part`,
  ]) {
    assert.equal(pageIdOf(said), ID, said)
  }
  for (const said of ['', 'Home', '1234', 'https://octavo.test/']) assert.equal(pageIdOf(said), null, said)
})

test('rows are read from CSV, in any order of columns, with quotes and blank lines', () => {
  const text = `\ufeffLevel,email,page,expires\r\nview,"ada@acme.test",${ID},\r\n\r\nedit, grace@acme.test ,${ID},2027-01-01\r\n`
  assert.deepEqual(readRows(text, 'people.csv', 'grant'), [
    { line: 2, pageId: ID, email: 'ada@acme.test', level: 'view' },
    { line: 4, pageId: ID, email: 'grace@acme.test', level: 'edit', expires: '2027-01-01' },
  ])
  assert.deepEqual(readRows(`page,email\n${ID},a@b.test`, 'people.csv', 'revoke'), [
    { line: 2, pageId: ID, email: 'a@b.test' },
  ])
})

for (const [name, text, message] of [
  ['a column nobody knows', `page,mail\n${ID},a@b.test`, /people\.csv:1: "mail" is no column/],
  ['a missing level', `page,email,level\n${ID},a@b.test,`, /people\.csv:2: level should be given/],
  ['a missing column', `page,level\n${ID},view`, /people\.csv:2: email should be given/],
  ['what is no page', 'page,email,level\nHome,a@b.test,view', /people\.csv:2: page should be an id/],
  ['every mistake at once', `page,email,level\n,,\nHome,a@b.test,view`, /:2: .*\n.*:3: /],
  ['a broken quote', `page,email,level\n${ID},"a@b.test,view`, /people\.csv: /],
  ['a row that is too long', `page,email,level\n${ID},a@b.test,view,more`, /people\.csv: /],
  ['no rows', 'page,email,level\n', /has no rows/],
  ['nothing', '', /has no rows/],
] as const) {
  test(`CSV with ${name} is refused`, () => {
    assert.throws(
      () => readRows(text, 'people.csv', 'grant'),
      (error) => error instanceof WrongUsage && message.test(error.message),
    )
  })
}
