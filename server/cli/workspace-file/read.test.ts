import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'yaml'
import { propertyTypes } from '#shared/properties/registry.ts'
import { exampleFile } from './example.ts'
import { WorkspaceFileMistakes } from './mistakes.ts'
import { propertyTypeNames } from './property-types.ts'
import { readWorkspaceFile } from './read.ts'
import type { ConnectionInFile } from './types.ts'

const read = (text: string) => readWorkspaceFile(text, 'octavo.yaml')

test('the example of the reference is read with every default', () => {
  const file = read(exampleFile)
  assert.deepEqual([file.name, file.domains, file.timeZone], ['Acme', ['acme.test'], 'UTC'])
  assert.deepEqual(
    file.users.map(({ stated: _, ...user }) => user),
    [
      {
        name: 'Ada Lovelace',
        email: 'ada@acme.test',
        role: 'owner',
        password: 'correct horse battery',
        token: undefined,
      },
      {
        name: 'Grace Hopper',
        email: 'grace@acme.test',
        role: 'member',
        password: undefined,
        token: 'octp_0123456789abcdef',
      },
      { name: 'Visitor', email: 'v@other.test', role: 'guest', password: undefined, token: undefined },
    ],
  )
  assert.deepEqual(
    file.groups.map(({ name, members }) => [name, members]),
    [['Engineering', ['grace@acme.test']]],
  )
  assert.deepEqual(
    file.connections.map(({ stated: _, ...connection }) => connection),
    [
      {
        name: 'CI bot',
        kind: 'internal',
        token: 'ntn_0123456789abcdef',
        firstParty: false,
        capabilities: {
          content: ['read', 'update', 'insert'],
          comments: ['read', 'insert'],
          user_info: 'email',
          permissions: 'write',
          administer: false,
        },
      },
      {
        name: 'Partner',
        kind: 'public',
        clientId: '5f3c0d6e-8a41-4c55-9d0e-2b7f6a1c9e33',
        clientSecret: 'secret_0123456789',
        redirectUris: ['http://127.0.0.1:9999/callback'],
        firstParty: false,
        capabilities: {
          content: ['read'],
          comments: [],
          user_info: 'none',
          permissions: 'none',
          administer: false,
        },
      },
    ],
  )
  const [home] = file.pages
  assert.deepEqual(
    [home?.path, home?.id, home?.inherit],
    ['Home', '11111111-1111-4111-8111-111111111111', true],
  )
  assert.equal(home?.markdown, '# Welcome\nA paragraph with **bold** text.\n')
  assert.deepEqual(home?.access, [
    { principal: { type: 'user', email: 'grace@acme.test' }, level: 'edit' },
    { principal: { type: 'group', name: 'Engineering' }, level: 'view' },
    { principal: { type: 'connection', name: 'CI bot' }, level: 'full_access' },
    { principal: { type: 'workspace' }, level: 'view' },
  ])
  assert.deepEqual(
    home?.pages.map(({ path, access, markdown, id }) => ({ path, access, markdown, id })),
    [{ path: 'Home/Child', access: [], markdown: undefined, id: undefined }],
  )
  const [tasks] = home?.databases ?? []
  assert.equal(tasks?.path, 'Home/Tasks')
  assert.equal(tasks?.dataSourceId, '33333333-3333-4333-8333-333333333333')
  assert.equal(tasks?.properties.Points, 'number')
  assert.deepEqual(tasks?.rows, [{ Name: 'Write the spec', Status: 'Todo', Points: 3, Due: '2026-12-01' }])
  assert.deepEqual(file.policy, {
    connections: {
      install: 'unrestricted',
      create: 'members',
      auto_approve_first_party: false,
      self_registration: false,
    },
    guests: { invited_by_connections: undefined },
    personal_access_tokens: { create: 'members', longest_days: null },
    sharing: { public_pages: true, workspace_by_connections: true },
    scim: { domains: 'any' },
    sign_in: { second_factor: 'optional' },
  })
  assert.deepEqual(file.scim, { tokens: [{ name: 'okta', token: 'octs_0123456789abcdef' }] })
  assert.deepEqual(file.limits, { rate: 'none', workspace_rate: 'none', sizes: 'notion' })
  assert.deepEqual([file.workspaces, file.emulate], [[], { plan: 'none', extensions: true }])
})

test('the same file as JSON gives the same', () => {
  const value: unknown = parse(exampleFile)
  for (const indent of [undefined, 2, '\t']) {
    assert.deepEqual(readWorkspaceFile(JSON.stringify(value, null, indent), 'octavo.json'), read(exampleFile))
  }
})

test('what is absent gets the defaults of the reference', () => {
  const file = read(
    'users: [{ email: ada@acme.test }]\nconnections: [{ name: bot }, { name: app, kind: public, capabilities: {} }]',
  )
  assert.equal(file.name, undefined)
  assert.deepEqual([file.users[0]?.name, file.users[0]?.role], ['ada', 'member'])
  const [bot, app] = file.connections as [ConnectionInFile, ConnectionInFile]
  assert.equal(bot.kind, 'internal')
  assert.deepEqual(bot.capabilities, {
    content: ['read', 'update', 'insert'],
    comments: ['read', 'insert'],
    user_info: 'email',
    permissions: 'none',
    administer: false,
  })
  assert.deepEqual(app.capabilities, {
    content: [],
    comments: [],
    user_info: 'none',
    permissions: 'none',
    administer: false,
  })
  assert.deepEqual(file.limits, { rate: 'none', workspace_rate: 'none', sizes: 'notion' })
  assert.deepEqual(file.policy.connections.install, 'unrestricted')
  assert.deepEqual(file.compatibility, { multiple_data_sources: 'refuse', tokens: 'octavo' })
  assert.deepEqual(file.retention, {
    changes_days: 90,
    audit_days: 365,
    deliveries_days: 30,
    directory_days: 90,
  })
  assert.deepEqual(file.audit, { page_views: false })
})

test('what the file states is told from what it leaves open', () => {
  const file = read(`
    workspace: { name: Acme }
    users: [{ email: ada@acme.test, role: }]
    pages: [{ title: Home, inherit: true }]
    policy: { connections: { create: owners } }
    limits: { rate: notion }
  `)
  assert.deepEqual([...file.stated].sort(), [
    'limits.rate',
    'pages',
    'policy.connections.create',
    'users',
    'workspace.name',
  ])
  assert.deepEqual([...file.users[0]!.stated], ['email'])
  assert.deepEqual([...file.pages[0]!.stated], ['title', 'inherit'])
})

test('a rate is none, notion, or a number of requests in seconds', () => {
  for (const [text, rate] of [
    ['none', 'none'],
    ['notion', 'notion'],
    ['{ requests: 10, seconds: 1 }', { requests: 10, seconds: 1 }],
  ] as const) {
    assert.deepEqual(read(`limits: { rate: ${text} }`).limits.rate, rate)
  }
})

test('ids are taken with and without dashes, and addresses without case', () => {
  const file = read(`
    users: [{ email: Ada@Acme.test }]
    groups: [{ name: all, members: [ada@acme.test, ADA@acme.test] }]
    pages: [{ title: Home, id: 1111111111114111811111111111ABCD, access: [{ user: ada@ACME.test, level: view }] }]
  `)
  assert.deepEqual(file.groups[0]?.members, ['Ada@Acme.test'])
  assert.equal(file.pages[0]?.id, '11111111-1111-4111-8111-11111111abcd')
  assert.deepEqual(file.pages[0]?.access[0]?.principal, { type: 'user', email: 'Ada@Acme.test' })
})

test('dates stay as they are written, whatever the file says of its YAML', () => {
  assert.equal(read('%YAML 1.1\n---\npages: [{ title: 2026-12-01 }]').pages[0]?.title, '2026-12-01')
})

test('names may be keys that objects have of their own', () => {
  const file = read(`
    pages:
      - title: Home
        databases:
          - title: T
            properties: { __proto__: title, constructor: number }
            rows: [{ __proto__: x, constructor: 1 }]
  `)
  assert.deepEqual(Object.entries(file.pages[0]!.databases[0]!.rows[0]!), [
    ['__proto__', 'x'],
    ['constructor', 1],
  ])
})

test('aliases stand for what they name', () => {
  const file = read(`
    users: [{ email: ada@acme.test }]
    pages:
      - { title: One, access: &own [{ user: ada@acme.test, level: edit }] }
      - { title: Two, access: *own }
  `)
  assert.deepEqual(file.pages[1]?.access, file.pages[0]?.access)
})

test('a person may be in several workspaces, with one password', () => {
  const member = (password: string) => `users: [{ email: ada@acme.test, password: ${password} }]`
  const two = (password: string) =>
    `${member('first one')}\nworkspaces: [{ workspace: { name: B }, ${member(password)} }]`
  assert.equal(read(two('first one')).workspaces[0]?.users.length, 1)
  assert.throws(
    () => read(two('other one')),
    /workspaces\[0\]\.users\[0\]\.password: should be the same password as users\[0\]\.password$/,
  )
})

test('siblings may share a title when each has an id', () => {
  const ids = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
  assert.equal(read(`pages: [{ title: A, id: ${ids[0]} }, { title: A, id: ${ids[1]} }]`).pages.length, 2)
})

test('a durable server refuses to emulate, and a file that only states the defaults is fine', () => {
  readWorkspaceFile(exampleFile, 'octavo.yaml', 'durable')
  assert.throws(
    () => readWorkspaceFile('emulate: { plan: free, extensions: false }', 'octavo.yaml', 'durable'),
    /^WorkspaceFileMistakes: octavo.yaml:1: emulate.plan: is for a sandbox only\noctavo.yaml:1: emulate.extensions: is for a sandbox only$/,
  )
})

test('files made to hang or to overflow are refused', () => {
  const names = [...'abcdefghijkl']
  const bomb = names.map(
    (name, index) => `${name}: &${name} [${`${index ? `*${names[index - 1]}` : 'x'}, `.repeat(9)}]`,
  )
  for (const [text, says] of [
    [bomb.join('\n'), /the file is too large once its aliases are written out/],
    ['pages: &all [*all]', /pages\[0\]: \*all stands inside what it stands for/],
    ['['.repeat(100_000), /the file is nested too deep to be read/],
    [
      `pages: ${'[{ title: A, pages: '.repeat(150)}[]${'}]'.repeat(150)}`,
      /the file is nested deeper than 250 levels/,
    ],
  ] as const) {
    assert.throws(
      () => read(text),
      (error) => error instanceof WorkspaceFileMistakes && says.test(error.message),
    )
  }
})

test('a long text is no alias bomb', () => {
  const markdown = JSON.stringify('word '.repeat(1_000_000))
  assert.equal(read(`pages: [{ title: A, markdown: ${markdown} }]`).pages[0]?.markdown?.length, 5_000_000)
})

test('every property type of the API may stand in a file', () => {
  const known: readonly string[] = propertyTypeNames
  assert.deepEqual(
    [...propertyTypes.keys()].filter((type) => !known.includes(type)),
    [],
  )
})
