import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { callApi, runOctavo, startServer, temporaryFolder } from '#test/octavo-process.ts'
import { readAppManifest } from './read.ts'

const manifest = {
  name: 'Reports',
  kind: 'public',
  description: 'Sends a report of your tasks each Monday.',
  developer_name: 'Reports Ltd',
  website_url: 'https://reports.test',
  support_url: 'mailto:help@reports.test',
  capabilities: { content: ['read'], user_info: 'no_email' },
  redirect_uris: ['https://reports.test/callback', 'http://127.0.0.1:9999/callback'],
}

/** The printed mistakes of a manifest. */
function mistakesOf(text: string): string[] {
  try {
    readAppManifest(text, 'octavo.app.json')
    return []
  } catch (error) {
    return (error as Error).message.split('\n')
  }
}

describe('the manifest of a connection', () => {
  test('is what the administration API takes, every capability named', () => {
    const { capabilities, ...rest } = readAppManifest(JSON.stringify(manifest), 'octavo.app.json')
    const { capabilities: _, ...given } = manifest
    assert.deepEqual(rest, given)
    assert.deepEqual(capabilities, {
      content: ['read'],
      comments: [],
      user_info: 'no_email',
      permissions: 'none',
      administer: false,
    })
  })

  const wrong: [name: string, text: string, mistakes: string[]][] = [
    ['an empty file', '', ['octavo.app.json:1: should be a map, instead was empty']],
    ['no name', '{}', ['octavo.app.json:1: name: is missing']],
    [
      'several mistakes, each at its line',
      '{\n  "name": 7,\n  "kind": "private",\n  "website_url": "http://reports.test",\n  "redirct_uris": []\n}',
      [
        'octavo.app.json:2: name: should be a string (in quotes), instead was 7',
        'octavo.app.json:3: kind: should be internal or public, instead was "private"',
        'octavo.app.json:4: website_url: should be an https address, instead was "http://reports.test"',
        'octavo.app.json:5: redirct_uris: is not a key here, did you mean redirect_uris?',
      ],
    ],
    [
      'a redirect URI with a fragment',
      '{ "name": "A", "kind": "public",\n"redirect_uris": [\n"https://a.test/#b"] }',
      [
        'octavo.app.json:3: redirect_uris[0]: should be an absolute https address without a fragment, instead was "https://a.test/#b"',
      ],
    ],
    [
      'what an internal connection has not',
      '{ "name": "A", "redirect_uris": [] }',
      ['octavo.app.json:1: redirect_uris: is only for connections of kind public'],
    ],
    [
      'a claim that only the operator makes',
      '{ "name": "A", "first_party": true }',
      [
        'octavo.app.json:1: first_party: is said by the operator of the server in its workspace file, not by the app',
      ],
    ],
  ]
  for (const [name, text, mistakes] of wrong) {
    test(`is refused with ${name}`, () => assert.deepEqual(mistakesOf(text), mistakes))
  }

  test('makes a connection in a data folder and at an address, and a wrong one nothing', async (t) => {
    const folder = await temporaryFolder(t)
    const environment = { OCTAVO_DATA: join(folder, 'data') }
    const [file, internal, yaml] = ['public.json', 'internal.json', 'octavo.yaml'].map((name) =>
      join(folder, name),
    )
    await writeFile(file!, JSON.stringify(manifest))
    await writeFile(internal!, '{ "name": "CI bot" }')
    await writeFile(
      yaml!,
      'workspace: { name: Acme }\nconnections: [{ name: Root, token: octi_0123456789abcdef, capabilities: { administer: true } }]\n',
    )
    const none = await runOctavo(t, ['connection', 'create', '--file', file!], environment)
    assert.deepEqual([none.status, none.stderr], [1, 'There is no workspace yet.\n'])
    await runOctavo(t, ['apply', '--file', yaml!], environment)

    const stopped = await runOctavo(t, ['connection', 'create', '--file', file!], environment)
    assert.equal(stopped.status, 0, stopped.stderr)
    const made = JSON.parse(stopped.stdout)
    assert.deepEqual(Object.keys(made), ['id', 'kind', 'name', 'client_id', 'client_secret'])

    const server = await startServer(t, [], environment)
    const handedOver = await runOctavo(t, ['connection', 'create', '--file', internal!], environment)
    const { token } = JSON.parse(handedOver.stdout)
    assert.equal((await callApi(server.url, token, 'GET', '/v1/users/me')).status, 200)
    const at = ['--url', server.url, '--token', 'octi_0123456789abcdef']
    const remote = await runOctavo(t, ['connection', 'create', '--file', file!, ...at], environment)
    assert.equal(remote.status, 0, remote.stderr)
    assert.deepEqual(Object.keys(JSON.parse(remote.stdout)), Object.keys(made))

    await writeFile(file!, '{ "name": "" }')
    const refused = await runOctavo(t, ['connection', 'create', '--file', file!, ...at], environment)
    assert.deepEqual(
      [refused.status, refused.stderr],
      [2, `${file}:1: name: should be a string that is not empty, instead was ""\n`],
    )
    const half = await runOctavo(t, ['connection', 'create', '--file', internal!, '--url', server.url])
    assert.equal(half.status, 2)
  })
})
