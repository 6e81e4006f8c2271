import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { runOctavo, temporaryFolder } from '#test/octavo-process.ts'

test('octavo directory graph prints who there is, for programs and for Graphviz', async (t) => {
  const folder = await temporaryFolder(t)
  const [data, yaml] = [join(folder, 'data'), join(folder, 'octavo.yaml')]
  await writeFile(
    yaml,
    'workspace: { name: Acme }\nusers: [{ name: Ada, email: ada@acme.test, role: owner }]\n',
  )
  assert.equal((await runOctavo(t, ['apply', '--file', yaml, '--data', data])).status, 0)
  const graph = (...args: string[]) => runOctavo(t, ['directory', 'graph', '--data', data, ...args])
  const { nodes } = JSON.parse((await graph()).stdout)
  assert.deepEqual(
    nodes.map(({ type, name }: { type: string; name: string }) => [type, name]),
    [
      ['workspace', 'Acme'],
      ['person', 'Ada'],
      ['token', 'Workspace file'],
    ],
  )
  assert.match(
    (await graph('--format', 'dot')).stdout,
    /^digraph directory \{\n[\s\S]*label="Ada", shape=ellipse\];\n[\s\S]*label="acts as"\];\n\}\n$/,
  )
  assert.equal((await graph('--format', 'xml')).status, 2)
})
