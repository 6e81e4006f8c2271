import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Applied, type AppliedWorkspace, reportJson, reportText } from './report.ts'

const acme: AppliedWorkspace = {
  id: 'w1',
  name: 'Acme',
  users: [
    { email: 'ada@acme.test', id: 'u1', token: 'octp_ada', password: 'correct horse battery' },
    { email: 'grace@acme.test', id: 'u2', token: 'octp_grace' },
  ],
  groups: [{ name: 'Engineering', id: 'g1' }],
  connections: [
    { kind: 'internal', name: 'CI bot', id: 'c1', botId: 'b1', token: 'ntn_bot' },
    { kind: 'public', name: 'Partner', id: 'c2', clientId: 'client', clientSecret: 'secret' },
  ],
  pages: [
    { path: 'Home', id: '11111111-1111-4111-8111-111111111111' },
    { path: 'Home/Child', id: 'p2' },
  ],
  databases: [{ path: 'Home/Tasks', id: 'd1', dataSourceId: 's1' }],
  scimTokens: [{ name: 'okta', token: 'octs_okta' }],
}
const empty: AppliedWorkspace = {
  ...{ id: 'w2', name: 'Second', users: [], groups: [], connections: [], pages: [] },
  ...{ databases: [], scimTokens: [] },
}
const applied: Applied = { url: 'http://127.0.0.1:40123', workspaces: [acme] }

test('the JSON line has the keys of the reference in their order', () => {
  assert.equal(
    JSON.stringify(reportJson(applied)),
    JSON.stringify({
      url: 'http://127.0.0.1:40123',
      workspace: { id: 'w1', name: 'Acme' },
      users: {
        'ada@acme.test': { id: 'u1', token: 'octp_ada', password: 'correct horse battery' },
        'grace@acme.test': { id: 'u2', token: 'octp_grace' },
      },
      groups: { Engineering: { id: 'g1' } },
      connections: {
        'CI bot': { id: 'c1', kind: 'internal', bot_id: 'b1', token: 'ntn_bot' },
        Partner: { id: 'c2', kind: 'public', client_id: 'client', client_secret: 'secret' },
      },
      pages: { Home: '11111111-1111-4111-8111-111111111111', 'Home/Child': 'p2' },
      databases: { 'Home/Tasks': { id: 'd1', data_source_id: 's1' } },
      scim: { url: 'http://127.0.0.1:40123/scim/v2', tokens: { okta: 'octs_okta' } },
    }),
  )
})

test('further workspaces stand by name, with the same keys', () => {
  const { workspaces, ...first } = reportJson({ ...applied, workspaces: [acme, empty] })
  assert.deepEqual(first, reportJson(applied))
  assert.deepEqual(workspaces, { Second: reportJson({ ...applied, workspaces: [empty] }) })
})

test('pages of one title path are told apart by their ids', () => {
  const pages = [
    { path: 'Home', id: 'a' },
    { path: 'Home', id: 'b' },
  ]
  const { pages: printed } = reportJson({ ...applied, workspaces: [{ ...empty, pages }] })
  assert.deepEqual(printed, { Home: 'a', 'Home (b)': 'b' })
})

test('people read the same as a table, without what a terminal would obey', () => {
  const text = reportText({ ...applied, workspaces: [{ ...acme, name: 'Ac\u001b[31mme' }, empty] })
  assert.equal(
    text,
    `Octavo answers at http://127.0.0.1:40123

Ac [31mme (w1)
  Users
    ada@acme.test    octp_ada    password: correct horse battery
    grace@acme.test  octp_grace
  Groups
    Engineering  g1
  Connections
    CI bot  ntn_bot
  Public connections
    Partner  client  secret
  Pages
    Home        http://127.0.0.1:40123/11111111111141118111111111111111
    Home/Child  http://127.0.0.1:40123/p2
  Databases
    Home/Tasks  http://127.0.0.1:40123/d1  data source s1
  SCIM at http://127.0.0.1:40123/scim/v2
    okta  octs_okta

Second (w2)`,
  )
})
