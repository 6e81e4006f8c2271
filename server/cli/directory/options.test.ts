import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { WrongUsage } from '#server/failures.ts'
import type { Flags } from './flags.ts'
import { readOptions, withSource } from './options.ts'
import { withFlagsOf } from './plan-file.ts'
import { readRetryAfter } from './requests.ts'

const environment = { OCTAVO_TOKEN: 'a', OCTAVO_TARGET_TOKEN: 'b', OTHER: 'c', EMPTY: '' }
const json: Flags = { from: 'octavo', url: 'https://a.test', target: 'json', out: 'people.json' }
const scim: Flags = {
  from: 'octavo',
  url: 'https://a.test',
  target: 'scim',
  'target-url': 'https://b.test/scim/v2/',
}

describe('the flags of a sync', () => {
  test('say where from, where to, and how', () => {
    const { source, targetServer, removal, key, maxDeletePercent, every, since } = readOptions(
      { ...scim, url: 'https://a.test/v1/', every: '15m', 'token-env': 'OTHER' },
      environment,
    )
    assert.deepEqual(
      [source, targetServer, removal, key, maxDeletePercent, every, since],
      [
        { url: 'https://a.test', token: 'c' },
        { url: 'https://b.test/scim/v2', token: 'b' },
        'deactivate',
        'id',
        10,
        900_000,
        null,
      ],
    )
    const notion = readOptions({ ...json, from: 'notion', url: undefined }, environment)
    assert.equal(notion.source.url, 'https://api.notion.com')
    const since2026 = readOptions({ ...json, state: 's', since: '2026-01-01' }, environment)
    assert.equal(since2026.since, Date.UTC(2026, 0, 1))
  })

  test('mean the Octavo of OCTAVO_URL, or the one of this machine, where no source is named', () => {
    const source = (flags: Flags, OCTAVO_URL?: string) => {
      const { from, url } = withSource(flags, { OCTAVO_URL })
      return [from, url]
    }
    assert.deepEqual(source({}), ['octavo', 'http://127.0.0.1:3000'])
    assert.deepEqual(source({}, 'https://a.test'), ['octavo', 'https://a.test'])
    assert.deepEqual(source({ url: 'https://b.test' }, 'https://a.test'), ['octavo', 'https://b.test'])
    assert.deepEqual(source({ from: 'notion' }, 'https://a.test'), ['notion', undefined])
  })

  const table: [flags: Flags, says: RegExp][] = [
    [{ ...json, from: undefined }, /^--from is missing: octavo, notion, scim\.$/],
    [{ ...json, from: 'okta' }, /^--from should be one of them, instead was "okta"/],
    [{ ...json, target: undefined }, /^--target is missing/],
    [{ ...json, url: undefined }, /^--url is missing/],
    [{ ...json, url: 'ftp://a.test' }, /^--url should be an http or https address/],
    [{ ...json, 'token-env': 'EMPTY' }, /EMPTY is empty/],
    [{ ...json, key: 'name' }, /^--key should be one of them/],
    [{ ...scim, 'target-url': undefined }, /^--target-url is missing/],
    [{ ...scim, out: 'x' }, /^--out is for the targets json, csv and ldif/],
    [{ ...scim, 'include-bots': true }, /^--include-bots does not go with the target scim/],
    [{ ...scim, deactivate: true, delete: true }, /^Say --deactivate or --delete, not both/],
    [{ ...json, delete: true }, /^--delete is for the target scim/],
    [{ ...json, 'base-dn': 'o=x' }, /^--base-dn is for the target ldif/],
    [{ ...json, 'target-url': 'https://b.test' }, /^--target-url is for the target scim/],
    [{ ...json, from: 'notion', 'include-guests': true }, /^--include-guests does not go with Notion/],
    [{ ...json, from: 'scim', 'include-bots': true }, /^--include-bots does not go with SCIM/],
    [{ ...json, from: 'notion', since: 'x' }, /^--since needs a feed/],
    [{ ...json, since: 'x' }, /^--since needs --state with this target/],
    [{ ...json, state: 's', since: '2026-99-01' }, /^--since should be a day/],
    [{ ...json, out: undefined, every: '1m' }, /^--every needs --out/],
    [{ ...json, every: '15' }, /^--every should be a time like 30s/],
    [{ ...json, every: '0m' }, /^--every should be a time/],
    [{ ...json, 'max-delete-percent': '101' }, /^--max-delete-percent should be a number from 0 to 100/],
    [{ ...json, 'max-delete-percent': '' }, /^--max-delete-percent/],
    [{ ...json, 'dry-run': true, plan: 'p' }, /^Say --dry-run or --plan/],
    [{ ...json, plan: 'p', every: '1m' }, /^Say --plan or --every/],
  ]
  for (const [flags, says] of table) {
    test(`are wrong: ${says.source}`, () => {
      assert.throws(
        () => readOptions(flags, environment),
        (error) => error instanceof WrongUsage && says.test(error.message),
      )
    })
  }

  test('of a plan are those it is carried out with', () => {
    const plan = { flags: { ...json, key: 'email' } } as unknown as Parameters<typeof withFlagsOf>[0]
    const free = { apply: 'plan.json', 'token-env': 'OTHER', 'max-delete-percent': '50' }
    assert.deepEqual(withFlagsOf(plan, free), { ...json, key: 'email', ...free })
    assert.deepEqual(withFlagsOf(plan, { ...json, apply: 'p' }).key, 'email')
    for (const other of [{ key: 'id' }, { state: 's' }, { 'dry-run': true }, { out: 'x' }]) {
      assert.throws(() => withFlagsOf(plan, { ...free, ...other }), WrongUsage)
    }
  })
})

test('a server says how long to wait in seconds or as a date', () => {
  const now = Date.parse('2026-12-01T00:00:00Z')
  for (const [text, wait] of [
    ['3', 3000],
    ['0', 0],
    ['Tue, 01 Dec 2026 00:00:05 GMT', 5000],
    ['Tue, 01 Dec 2020 00:00:05 GMT', 0],
    ['soon', null],
    [null, null],
  ] as const) {
    assert.equal(readRetryAfter(text, now), wait, String(text))
  }
})
