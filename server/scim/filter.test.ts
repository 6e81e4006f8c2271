import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ScimProblem } from './errors.ts'
import { readFilter } from './filter.ts'
import { matcher } from './match.ts'
import { ENTERPRISE, groupType, USER, userType } from './schemas.ts'

const ada = {
  id: '0197',
  externalId: 'Ab',
  userName: 'Ada@Acme.test',
  active: true,
  displayName: 'Ada King',
  title: 'Countess',
  name: { givenName: 'Ada', familyName: 'King' },
  emails: [
    { value: 'ada@acme.test', type: 'work', primary: true },
    { value: 'home@x.test', type: 'home' },
  ],
  meta: { created: '2026-01-02T03:04:05Z', lastModified: '2026-02-02T03:04:05.000Z' },
  [ENTERPRISE]: { employeeNumber: '42', manager: { value: 'm1' } },
}

const table: [filter: string, isLike: boolean][] = [
  ['userName eq "Ada@Acme.test"', true],
  ['userName eq "ADA@ACME.TEST"', true],
  ['USERNAME EQ "ada@acme.test"', true],
  ['externalId eq "Ab"', true],
  ['externalId eq "ab"', false],
  ['id eq "0197"', true],
  ['userName ne "x"', true],
  ['userName co "acme"', true],
  ['userName sw "ADA"', true],
  ['userName ew ".TEST"', true],
  ['title gt "B" and title lt "D"', true],
  ['title pr', true],
  ['nickName pr', false],
  ['nope eq "x"', false],
  ['nope pr', false],
  ['urn:example:unknown:userName eq "Ada@Acme.test"', false],
  ['active eq true', true],
  ['active eq True', true],
  ['active eq "True"', true],
  ['active eq false', false],
  ['emails eq "ADA@acme.test"', true],
  ['emails.value eq "home@x.test"', true],
  ['emails[type eq "work" and value co "@X"]', false],
  ['emails[type eq "home" and value co "@X"]', true],
  ['emails[type eq "work"].value eq "ada@acme.test"', true],
  ['emails[type eq "work"].value eq "home@x.test"', false],
  ['emails[not (type eq "work")] and active eq true', true],
  ['name.familyName eq "king"', true],
  [`${USER}:userName eq "ada@acme.test"`, true],
  [`${USER}:name.familyName eq "king"`, true],
  [`${ENTERPRISE}:employeeNumber eq "42"`, true],
  [`${ENTERPRISE}:employeeNumber eq 42`, true],
  [`${ENTERPRISE}:manager.value eq "m1"`, true],
  [`${ENTERPRISE}:manager eq "m1"`, true],
  ['urn:scim:schemas:extension:enterprise:2.0:employeeNumber eq "42"', true],
  ['meta.created gt "2026-01-01T00:00:00Z"', true],
  ['meta.created gt "2026-01-02T04:04:05+02:00"', true],
  ['meta.created ge "2026-01-02T03:04:05.000Z"', true],
  ['Meta.Created Gt "2026-01-01T00:00:00Z"', true],
  ['meta.lastModified ge "2026-01-01T00:00:00Z" and meta.lastModified le "2026-03-01T00:00:00Z"', true],
  ['title pr and userName eq "x" or userName eq "ada@acme.test"', true],
  ['userName eq "ada@acme.test" or title pr and userName eq "x"', true],
  ['(userName eq "ada@acme.test" or title pr) and userName eq "x"', false],
  ['not (userName eq "x") and title pr', true],
  ['not (title pr or userName eq "x")', false],
  ['not(title pr)', false],
  ['((title pr))', true],
  // As scripts write them that were made for Notion.
  ['userName eq ada@acme.test', true],
  ['displayName eq Designers', false],
  ['email eq ADA@acme.test', true],
  ['given_name eq Ada and family_name eq King', true],
  ['displayName eq "Ada \\"King"', false],
  ['displayName eq "Ada\\u0020King"', true],
  ['displayName eq ""', false],
  ['displayName eq null', false],
  ['nickName eq null', true],
  ['nickName ne null', false],
  // No attribute, though every object of the language has it.
  ['constructor pr', false],
]

for (const [filter, isLike] of table) {
  test(`${filter} ${isLike ? 'finds' : 'does not find'} somebody`, () => {
    assert.equal(matcher(userType, readFilter(filter))(ada), isLike)
  })
}

const wrong = [
  '',
  'userName',
  'userName eq',
  'userName xx "a"',
  'userName "eq" "a"',
  '(userName eq "a"',
  'userName eq "a")',
  'userName eq "a" and',
  'userName eq "a" userName eq "b"',
  'emails[type eq "a"',
  'a.b.c eq "x"',
  'userName eq "a',
  'userName eq "\\u0000"',
  'userName eq "\\ud800"',
  'userName eq \u0000',
  '"userName" eq "a"',
  'not userName eq "a"',
  'active gt true',
  'meta.created gt "yesterday"',
  'userName gt null',
  `${'('.repeat(10_000)}title pr${')'.repeat(10_000)}`,
  `${'not ('.repeat(10_000)}title pr${')'.repeat(10_000)}`,
]

for (const filter of wrong) {
  test(`${JSON.stringify(filter.slice(0, 40))} is no filter`, () => {
    const isRefused = (error: unknown) => error instanceof ScimProblem && error.scimType === 'invalidFilter'
    assert.throws(() => matcher(userType, readFilter(filter)), isRefused)
  })
}

test('groups are found by who is in them', () => {
  const group = { id: '1', displayName: 'Design', members: [{ value: 'u1', type: 'User' }] }
  const finds = (filter: string) => matcher(groupType, readFilter(filter))(group)
  assert.equal(finds('displayName eq "DESIGN" and members eq "u1"'), true)
  assert.equal(finds('members[value eq "u1"]'), true)
  assert.equal(finds('members[value eq "U1"]'), false)
})
