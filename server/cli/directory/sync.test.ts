/** `octavo directory sync` as people run it: processes, files, signals and exit statuses. */
import assert from 'node:assert/strict'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { moodyServer } from '#test/moody-server.ts'
import { callApi, type Ended, runOctavo, startOctavo, temporaryFolder } from '#test/octavo-process.ts'

const ROOT = 'octi_root_0123456789abcdef'
const tokens = {
  OCTAVO_TOKEN: ROOT,
  OCTAVO_TARGET_TOKEN: 'octs_target_0123456789',
  BLIND: 'octi_blind_0123456789',
  WRONG: 'octi_wrong_0123456789',
}

const people = ['Ada', 'Grace', 'Alan', 'Edsger', 'Barbara', 'Donald', 'Margaret', 'Tony']
const emailOf = (name: string) => `${name.toLowerCase()}@acme.test`
const users = people.map((name, index) => ({ name, email: emailOf(name), role: index ? 'member' : 'owner' }))
const root = { name: 'Root', token: ROOT, capabilities: { user_info: 'email', administer: true } }

const file = JSON.stringify({
  workspace: { name: 'Acme' },
  users: [...users, { name: 'Visitor', email: 'visitor@other.test', role: 'guest' }],
  groups: [{ name: 'Navy', members: [emailOf('Grace')] }, { name: 'Nobody' }],
  connections: [root, { name: 'Blind', token: tokens.BLIND, capabilities: { user_info: 'no_email' } }],
  workspaces: [
    {
      workspace: { name: 'Other' },
      users: [{ name: 'Root', email: 'root@other.test', role: 'owner' }],
      scim: { tokens: [{ name: 'acme', token: tokens.OCTAVO_TARGET_TOKEN }] },
    },
  ],
})

type Cleanup = Parameters<typeof runOctavo>[0]

/** One server for all tests. */
async function sandbox(t: Cleanup) {
  const folder = await temporaryFolder(t)
  await writeFile(join(folder, 'octavo.json'), file)
  const server = startOctavo(t, ['sandbox', '--json', '--file', join(folder, 'octavo.json')])
  const [line] = await server.says(/.*\n/)
  const { url, workspace, users: made } = JSON.parse(line)
  const admin = (method: string, name: string, body?: unknown) =>
    callApi(url, ROOT, method, `/admin/v1/spaces/${workspace.id}/users/${made[emailOf(name)].id}`, body)
  return {
    url: url as string,
    change: (name: string, body: unknown) => admin('PATCH', name, body),
    remove: (name: string) => admin('DELETE', name),
    /** Makes everybody again who they were first. */
    async restore() {
      for (const { name, role } of users) await admin('PATCH', name, { name, role, state: 'active' })
    },
  }
}

let source: Awaited<ReturnType<typeof sandbox>>

/** Files and commands of one test. */
async function commands(t: Cleanup) {
  await source.restore()
  const folder = await temporaryFolder(t)
  const from = ['directory', 'sync', '--from', 'octavo', '--url', source.url]
  return {
    ...source,
    at: (name: string) => join(folder, name),
    start: (args: readonly string[]) => startOctavo(t, [...from, ...args], tokens),
    sync: (...args: string[]) => runOctavo(t, [...from, ...args], tokens),
  }
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into lines of every shape
const lines = (text: string): any[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

const summaryOf = ({ stdout }: Ended) => lines(stdout).at(-1)

describe('octavo directory sync', () => {
  const cleanups: (() => Promise<void> | void)[] = []
  before(async () => {
    source = await sandbox({ after: (work) => void cleanups.push(work) })
  })
  after(async () => {
    for (const work of cleanups) await work()
  })

  test('writes a file whole, and from then on what changed', async (t) => {
    const { sync, at, change, remove } = await commands(t)
    const args = ['--target', 'json', '--out', at('people.json'), '--state', at('state')]
    const first = await sync(...args)
    assert.equal(first.status, 0, first.stderr)
    assert.deepEqual(summaryOf(first).people, { total: 8, added: 8, updated: 0, removed: 0 })
    assert.deepEqual(summaryOf(first).groups, { added: 2, updated: 0, removed: 0 })
    const read = async () => JSON.parse(await readFile(at('people.json'), 'utf8'))
    const grace = (await read()).people.find(({ name }: { name: string }) => name === 'Grace')
    assert.deepEqual([grace.role, grace.status, grace.groups[0].name], ['member', 'active', 'Navy'])

    const unchanged = await sync(...args)
    const { status, read: how } = summaryOf(unchanged)
    assert.deepEqual([unchanged.status, status, how], [0, 'unchanged', 'feed'])

    await change('Grace', { name: 'Grace Hopper', state: 'suspended' })
    await remove('Alan')
    const later = await sync(...args)
    assert.deepEqual(summaryOf(later).people, { total: 7, added: 0, updated: 1, removed: 1 })
    const now = (await read()).people
    assert.deepEqual(now.find(({ id }: { id: string }) => id === grace.id).status, 'suspended')
    assert.equal(now.length, 7)

    await rm(at('people.json'))
    assert.equal((await sync(...args)).status, 0)
    assert.equal((await read()).people.length, 7, 'a file that is gone is written again')
  })

  test('follows a source until it is stopped, and goes on from there', async (t) => {
    const { start, at, change } = await commands(t)
    const state = ['--state', at('state')]
    const args = ['--target', 'stdout', ...state, '--every', '1s']
    const following = start(args)
    await following.says(/"status":"done"/)
    await change('Grace', { name: 'Amazing Grace' })
    await following.says(/"change":"update".*"was":\{"name":"Grace"\}/)
    following.kill('SIGTERM')
    assert.equal((await following.ended).status, 0)

    await change('Grace', { name: 'Grace' })
    const again = start(args)
    const [line] = await again.says(/.*"change":"update".*\n/)
    assert.equal(JSON.parse(line).was.name, 'Amazing Grace')
    again.kill('SIGINT')
    assert.equal((await again.ended).status, 0)
    assert.equal(lines((await again.ended).stdout)[0].change, 'update', 'nobody is told again')
  })

  test('goes on where it was killed', async (t) => {
    const { url, sync, start, at } = await commands(t)
    let writes = 0
    const target = await moodyServer(t, url, ({ method }) => {
      if (method === 'POST' && ++writes === 4) killed.kill('SIGKILL')
      return 'passed'
    })
    const args = ['--target', 'scim', '--target-url', `${target}/scim/v2`, '--state', at('state')]
    const killed = start(args)
    assert.equal((await killed.ended).signal, 'SIGKILL')
    const gone = await sync(...args)
    assert.deepEqual([gone.status, summaryOf(gone).failed], [0, 0], gone.stderr)
    const made = await callApi(url, tokens.OCTAVO_TARGET_TOKEN, 'GET', '/scim/v2/Users')
    assert.equal(made.json.totalResults, 9)
  })

  test('does what was approved, or nothing', async (t) => {
    const { sync, at, change, remove } = await commands(t)
    const args = ['--target', 'json', '--out', at('people.json'), '--state', at('state')]
    await sync(...args)
    await remove('Alan')
    const planned = await sync(...args, '--plan', at('plan.json'))
    assert.deepEqual([planned.status, summaryOf(planned).status], [0, 'planned'])
    const plan = JSON.parse(await readFile(at('plan.json'), 'utf8'))
    assert.deepEqual(
      plan.changes.map(({ change, person }: { change: string; person: { name: string } }) => [
        change,
        person.name,
      ]),
      [['remove', 'Alan']],
    )
    const count = async () => JSON.parse(await readFile(at('people.json'), 'utf8')).people.length
    assert.equal(await count(), 8)

    const apply = () => runOctavo(t, ['directory', 'sync', '--apply', at('plan.json')], tokens)
    await change('Grace', { name: 'Moved' })
    const refused = await apply()
    assert.deepEqual([refused.status, summaryOf(refused).status], [3, 'refused'])
    assert.match(summaryOf(refused).reason, /has moved/)
    assert.equal(await count(), 8)
    await change('Grace', { name: 'Grace' })
    const applied = await apply()
    assert.deepEqual([applied.status, summaryOf(applied).status], [0, 'done'], applied.stdout)
    assert.equal(await count(), 7)
    assert.equal((await apply()).status, 3, 'once')
    const other = await sync('--apply', at('plan.json'), '--key', 'email')
    assert.equal(other.status, 2)
    assert.match(other.stderr, /^The plan was made without --key\./)
  })

  test('lets only so many go', async (t) => {
    const { sync, at, remove, change } = await commands(t)
    const args = ['--target', 'json', '--out', at('people.json'), '--state', at('state')]
    await sync(...args)
    for (const name of people.slice(1, 7)) await remove(name)
    for (const more of [[], ['--dry-run'], ['--plan', at('plan.json')]]) {
      const refused = await sync(...args, ...more)
      assert.equal(refused.status, 3, refused.stderr)
      assert.match(summaryOf(refused).reason, /^6 of 8 people would be removed, more than 10 %/)
      assert.equal(JSON.parse(await readFile(at('people.json'), 'utf8')).people.length, 8)
    }
    await change('Grace', { state: 'active', role: 'member' })
    assert.equal((await sync(...args)).status, 0, 'five may always go')
  })

  test('ends with the status that says how it went', async (t) => {
    const { sync, at, url } = await commands(t)
    const scim = ['--target', 'scim', '--target-url', `${url}/scim/v2`]
    const state = ['--state', at('state')]
    const json = ['--target', 'json', '--out', at('people.json')]
    const table: [args: string[], status: number, says: RegExp][] = [
      [[...json, ...state], 0, /"status":"done"/],
      [[...json, '--dry-run'], 0, /"change":"add".*"status":"dry_run"/s],
      [[...scim, '--target-token-env', 'WRONG'], 1, /"status":"failed".*refused/],
      [['--target', 'json', '--out', at('no/people.json')], 1, /cannot be written/],
      [['--target', 'xml'], 2, /^--target should be one of them, instead was "xml": json, csv/],
      [[...json, ...state, '--key', 'email'], 2, /is that of another sync/],
      [[...scim, '--token-env', 'BLIND'], 3, /"status":"refused".*no e-mail addresses/],
      [[...json, '--token-env', 'BLIND'], 4, /"without_email":8,"warnings":\["email_missing"\]/],
    ]
    for (const [args, status, says] of table) {
      const ended = await sync(...args)
      const text = ended.stderr + ended.stdout
      assert.deepEqual([ended.status, says.test(text)], [status, true], `${args.join(' ')}\n${text}`)
    }
  })

  test('does not share its state with another one', async (t) => {
    const { start, sync, at } = await commands(t)
    const args = ['--target', 'json', '--out', at('people.json'), '--state', at('state')]
    const one = start([...args, '--every', '1h'])
    await one.says(/"status":"done"/)
    const other = await sync(...args)
    assert.equal(other.status, 1)
    assert.match(other.stderr, /^Another sync is at work with the state /)
  })
})
