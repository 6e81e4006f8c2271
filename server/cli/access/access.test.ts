import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { startOctavo, temporaryFolder } from '#test/octavo-process.ts'

const HOME = '11111111-1111-4111-8111-111111111111'
const TASKS = '22222222-2222-4222-8222-222222222222'

const file = `workspace: { name: Acme }
users:
  - { name: Ada, email: ada@acme.test, role: owner, token: octp_ada_ada_ada_ada }
  - { name: Grace, email: grace@acme.test, role: member, token: octp_grace_grace_grace }
groups:
  - { name: Engineering, members: [grace@acme.test] }
pages:
  - title: Home
    id: ${HOME}
    access: [{ group: Engineering, level: view }]
    databases:
      - { title: Tasks, id: ${TASKS}, properties: { Name: title } }
`

describe('octavo access', () => {
  test('tells and changes who may do what, by e-mail', async (t) => {
    const octavo = await sandbox(t)
    const listed = await octavo('list', HOME)
    assert.equal(
      listed.stdout,
      'view         group Engineering     here\nfull_access  person ada@acme.test  here\n',
    )

    const tried = await octavo('grant', HOME, 'grace@acme.test', 'edit', '--dry-run')
    assert.equal(tried.stdout, `Would grant edit on ${HOME} to grace@acme.test\n`)
    assert.equal((await octavo('list', HOME)).stdout, listed.stdout)

    assert.equal((await octavo('grant', HOME, 'Grace@Acme.test', 'can_edit')).status, 0)
    const why = await octavo('why', TASKS, 'grace@acme.test')
    assert.match(why.stdout, /^grace@acme\.test has edit:\n {2}edit {2}as person grace@acme\.test +from page/)
    assert.match(why.stdout, /view {2}as group Engineering +from page/)

    assert.equal((await octavo('revoke', HOME, 'grace@acme.test')).status, 0)
    assert.match((await octavo('why', HOME, 'grace@acme.test')).stdout, /has view/)
    assert.equal((await octavo('why', HOME, 'nobody@acme.test')).stdout, 'nobody@acme.test has no access.\n')
  })

  test('takes a file of many, and changes nothing when one of them is wrong', async (t) => {
    const octavo = await sandbox(t)
    const csv = join(await temporaryFolder(t), 'people.csv')
    const rows = [`${HOME},grace@acme.test,edit,2099-01-01`, `${TASKS},new@other.test,comment,`]
    await writeFile(csv, ['page,email,level,expires', ...rows, `${TASKS},ada@acme.test,nonsense,`].join('\n'))
    const refused = await octavo('grant', '--file', csv)
    assert.equal(refused.status, 1)
    assert.match(refused.stderr, /^line 3, 4: .*nonsense.*\nNothing was changed\.\n$/s)
    assert.doesNotMatch((await octavo('list', HOME)).stdout, /grace/)

    await writeFile(csv, ['page,email,level,expires', ...rows].join('\n'))
    assert.equal((await octavo('grant', '--file', csv)).status, 0)
    assert.match((await octavo('list', HOME)).stdout, /edit +person grace@acme\.test +here +until 2099-01-01/)
    assert.match((await octavo('list', TASKS)).stdout, /comment +new@other\.test \(pending\) +here/)
    const printed = await octavo('list', TASKS, '--json')
    const objects = printed.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.ok(objects.every(({ object }) => object === 'permission'))
  })

  test('says what is wrong, and ends with the status for it', async (t) => {
    const octavo = await sandbox(t)
    for (const [args, status, says] of [
      [['list'], 2, /Say `access list <page>`/],
      [['list', 'Home'], 2, /"Home" is no id/],
      [['grant', HOME, 'a@b.test'], 2, /Say `access grant/],
      [['share', HOME], 2, /Say `access list`/],
      [['list', HOME, '--url', 'ftp://x'], 2, /--url should be/],
      [['list', HOME, '--url', 'http://127.0.0.1:9'], 1, /cannot be reached/],
      [['list', HOME.replace('1', '9')], 1, /object_not_found/],
      [['list', HOME, '--token', 'octp_grace_grace_grace_wrong'], 1, /unauthorized/],
      [['grant', HOME, 'a@b.test', 'view', '--token', 'octp_grace_grace_grace'], 1, /restricted_resource/],
    ] as const) {
      const ended = await octavo(...args)
      assert.deepEqual([ended.status, says.test(ended.stderr)], [status, true], `${args}: ${ended.stderr}`)
    }
  })
})

async function sandbox(t: { after(work: () => Promise<void> | void): void }) {
  const path = join(await temporaryFolder(t), 'octavo.yaml')
  await writeFile(path, file)
  const [line] = await startOctavo(t, ['sandbox', '--json', '--file', path]).says(/.*\n/)
  const { url } = JSON.parse(line) as { url: string }
  return (...args: readonly string[]) =>
    startOctavo(t, ['access', ...args], { OCTAVO_URL: url, OCTAVO_TOKEN: 'octp_ada_ada_ada_ada' }).ended
}
