import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleFile } from './example.ts'
import { WorkspaceFileMistakes } from './mistakes.ts'
import { readWorkspaceFile } from './read.ts'

/** What is wrong with a file, line by line, without its name. */
function mistakesOf(text: string): string[] {
  try {
    readWorkspaceFile(text, 'octavo.yaml')
  } catch (error) {
    assert.ok(error instanceof WorkspaceFileMistakes, String(error))
    return error.message.split('\n').map((line) => line.replace(/^octavo\.yaml:/, ''))
  }
  return []
}

/** One change of the example, and all that is wrong then. */
const changes: [from: string, to: string, ...mistakes: string[]][] = [
  [
    'level: edit }',
    'level: edti }',
    '29: pages[0].access[0].level: should be one of full_access, edit, comment, view, instead was "edti"',
  ],
  [
    'level: edit }',
    'level: edit_content }',
    '29: pages[0].access[0].level: should be one of full_access, edit, comment, view, edit_content is for databases only',
  ],
  [
    '{ user: grace@acme.test, level: edit }',
    '{ user: grace@acme.test }',
    '29: pages[0].access[0].level: is missing',
  ],
  [
    '{ user: grace@acme.test, level: edit }',
    '{ level: edit }',
    '29: pages[0].access[0]: should name one of user, group, connection, workspace, instead names none',
  ],
  [
    '{ user: grace@acme.test, level: edit }',
    '{ user: grace@acme.test, group: Engineering, level: edit }',
    '29: pages[0].access[0]: should name one of user, group, connection, workspace, instead names user and group',
  ],
  [
    '{ user: grace@acme.test, level: edit }',
    '{ user: bob@acme.test, level: edit }',
    '29: pages[0].access[0].user: should be the e-mail address of a user of this file, instead was "bob@acme.test"',
  ],
  [
    '{ group: Engineering, level',
    '{ group: Sales, level',
    '30: pages[0].access[1].group: should be the name of a group of this file, instead was "Sales"',
  ],
  [
    '{ connection: CI bot',
    '{ connection: CD bot',
    '31: pages[0].access[2].connection: should be the name of a connection of this file, instead was "CD bot"',
  ],
  [
    '{ connection: CI bot',
    '{ connection: Partner',
    '31: pages[0].access[2].connection: should be an internal connection, a public one reaches what people choose when they install it',
  ],
  [
    '{ workspace: true',
    '{ workspace: false',
    '32: pages[0].access[3].workspace: should be true, instead was false',
  ],
  [
    '{ group: Engineering, level',
    '{ user: Grace@acme.test, level',
    '30: pages[0].access[1].user: should be named once, levels do not add up, instead was "Grace@acme.test"',
  ],
  ['inherit: true ', 'inherit: maybe ', '33: pages[0].inherit: should be true or false, instead was "maybe"'],
  ['markdown: |', 'markdwon: |', '25: pages[0].markdwon: is not a key here, did you mean markdown?'],
  ['title: Home', 'title: 2024', '23: pages[0].title: should be a string (in quotes), instead was 2024'],
  ['title: Home', 'title: ""', '23: pages[0].title: should be a string that is not empty, instead was ""'],
  [
    'id: 11111111-1111-4111-8111-111111111111',
    'id: 12345678-1234-1234-1234-123456789abc',
    '24: pages[0].id: should be a valid uuid, instead was "12345678-1234-1234-1234-123456789abc"',
  ],
  [
    'id: 22222222-2222-4222-8222-222222222222',
    'id: "11111111111141118111111111111111"',
    '38: pages[0].databases[0].id: should be an id of its own, is already that of pages[0].id',
  ],
  [
    'data_source_id: 33333333-3333-4333-8333-333333333333',
    'data_source_id: 22222222-2222-4222-8222-222222222222',
    '39: pages[0].databases[0].data_source_id: should be an id of its own, is already that of pages[0].databases[0].id',
  ],
  [
    '      - title: Child',
    '      - title: Child\n      - title: Child',
    '35: pages[0].pages[0].title: should be a title of its own, siblings of one title need an id each',
    '36: pages[0].pages[1].title: should be a title of its own, siblings of one title need an id each',
  ],
  ['      - title: Child', '      title: Child', '34: pages[0].pages: should be a list, instead was a map'],
  ['      - title: Child', '      - {}', '35: pages[0].pages[0].title: is missing'],
  [
    'Name: title',
    'Name: rich_text',
    '40: pages[0].databases[0].properties: should have exactly one property of type title, instead has none',
  ],
  [
    'Points: number',
    'Points: title',
    '40: pages[0].databases[0].properties: should have exactly one property of type title, instead has 2',
    '46: pages[0].databases[0].rows[0].Points: should be a string (in quotes), instead was 3',
  ],
  [
    'Points: number',
    'Points: relation',
    '43: pages[0].databases[0].properties.Points: should have a configuration: { relation: { … } }',
    '46: pages[0].databases[0].rows[0].Points: should be a string (in quotes), instead was 3',
  ],
  [
    'Points: number',
    'Points: { numbr: {} }',
    '43: pages[0].databases[0].properties.Points: should have the key of its type',
    '43: pages[0].databases[0].properties.Points.numbr: is not a key here, did you mean number?',
  ],
  [
    'color: red',
    'color: rde',
    '42: pages[0].databases[0].properties.Status.select.options[0].color: should be one of default, gray, brown, orange, yellow, green, blue, purple, pink, red, instead was "rde"',
  ],
  [
    'Status: Todo',
    'Sttaus: Todo',
    '46: pages[0].databases[0].rows[0].Sttaus: is not a property of this database, did you mean Status?',
  ],
  [
    'Status: Todo',
    'Status: [Todo]',
    '46: pages[0].databases[0].rows[0].Status: should be a string, instead was a list',
  ],
  [
    'Status: Todo',
    'Status: { select: { nmae: Todo } }',
    '46: pages[0].databases[0].rows[0].Status.select.name: is missing',
    '46: pages[0].databases[0].rows[0].Status.select.id: is missing',
  ],
  [
    'Points: 3',
    'Points: many',
    '46: pages[0].databases[0].rows[0].Points: should be a number, instead was "many"',
  ],
  [
    'Points: 3',
    'Points: 12345678901234567890',
    '46: pages[0].databases[0].rows[0].Points: should be a number that can be kept exactly, instead was 12345678901234567000',
  ],
  [
    'Due: 2026-12-01',
    'Due: 2026-02-30',
    '46: pages[0].databases[0].rows[0].Due: should be a valid ISO 8601 date string, instead was "2026-02-30"',
  ],
  [
    'Due: 2026-12-01',
    'Due: { start: 2026-12-01, end: 2026-11-30 }',
    '46: pages[0].databases[0].rows[0].Due.end: should be the same as start or after it, instead was "2026-11-30"',
  ],
  [
    'Points: 3',
    'Points: { number: 12345678901234567890 }',
    '46: pages[0].databases[0].rows[0].Points.number: should be a number that can be kept exactly, instead was 12345678901234567000',
  ],
  [
    'Points: 3',
    'Points: { type: date, number: 3 }',
    '46: pages[0].databases[0].rows[0].Points.type: should be number, instead was "date"',
  ],
  [
    'Due: date',
    'Due: created_time',
    '46: pages[0].databases[0].rows[0].Due: should have no value, created_time properties make their own',
  ],
  [
    'Status: Todo',
    'Status: "a,b"',
    '46: pages[0].databases[0].rows[0].Status: should be a name without commas, instead was "a,b"',
  ],
  [
    'Status: { select: { options: [{ name: Todo, color: red }',
    'Status: { status: { options: [{ name: Later, color: red }',
    '46: pages[0].databases[0].rows[0].Status: should be Later or Done, instead was "Todo"',
  ],
  [
    '{ name: Done, color: green }',
    '{ name: Todo }, { name: "a,b" }',
    '42: pages[0].databases[0].properties.Status.select.options[1].name: should be a name of its own, instead was "Todo"',
    '42: pages[0].databases[0].properties.Status.select.options[2].name: should be a name without commas, instead was "a,b"',
  ],
  [
    'Due: date',
    'Due: people',
    '46: pages[0].databases[0].rows[0].Due: should be an e-mail address, instead was "2026-12-01"',
  ],
  [
    'Due: 2026-12-01',
    'Due: { start: 2026-12-01, edn: 2026-12-02 }',
    '46: pages[0].databases[0].rows[0].Due.edn: is not a key here',
  ],
  [
    '        rows: ',
    '        templates: [{ default: true, title: A }, { default: true, properties: { Name: B, Ponits: 3 } }]\n        rows: ',
    '45: pages[0].databases[0].templates[1].title: is missing',
    '45: pages[0].databases[0].templates[1].properties.Ponits: is not a property of this database, did you mean Points?',
    '45: pages[0].databases[0].templates[1].properties: should not have Name, which is the title of the template',
    '45: pages[0].databases[0].templates[1].default: should be true of one template only',
  ],
  [
    'limits:',
    'compatibility: { multiple_data_sources: last }\nlimits:',
    '54: compatibility.multiple_data_sources: should be refuse or first, instead was "last"',
  ],
  [
    'limits:',
    'retention: { changes_days: 400, audit_days: 399, deliveries_days: 0 }\naudit: { page_views: some }\nlimits:',
    '54: retention.audit_days: should be at least changes_days, which is 400, instead was 399',
    '54: retention.deliveries_days: should be a whole number of at least 1, instead was 0',
    '55: audit.page_views: should be true or false, instead was "some"',
  ],
  [
    'limits:',
    'retention: { changes_days: 30 }\nlimits:',
    '54: retention.changes_days: should be a number of days from 90 to 36500, instead was 30',
  ],
  ['email: ada@acme.test', 'email: ada', '5: users[0].email: should be an e-mail address, instead was "ada"'],
  [
    'email: ada@acme.test',
    'email: Grace@acme.test',
    '6: users[1].email: should be an e-mail address of its own, is already that of users[0].email',
  ],
  [
    'role: owner',
    'role: admin',
    '5: users[0].role: should be one of owner, membership_admin, member, restricted_member, guest, instead was "admin"',
  ],
  [
    'password: correct horse battery',
    'password: 12345678',
    '5: users[0].password: should be a string of 1 to 128 characters (in quotes)',
  ],
  [
    'token: octp_0123456789abcdef',
    'token: octp_short',
    '6: users[1].token: should be 16 to 255 visible characters, instead was one of length 10',
  ],
  [
    'token: octp_0123456789abcdef',
    'token: "octp 0123456789abcdef"',
    '6: users[1].token: should be 16 to 255 visible characters, instead was one of length 21',
  ],
  [
    'token: octp_0123456789abcdef',
    'token: 12345678901234567890',
    '6: users[1].token: should be a string (in quotes)',
  ],
  [
    'token: octs_0123456789abcdef',
    'token: octp_0123456789abcdef',
    '53: scim.tokens[0].token: should be a token of its own, is already that of users[1].token',
  ],
  [
    'members: [grace@acme.test]',
    'members: [grace@acme.test, bob@acme.test]',
    '9: groups[0].members[1]: should be the e-mail address of a user of this file, instead was "bob@acme.test"',
  ],
  [
    '- name: Partner',
    '- name: CI bot',
    '15: connections[1].name: should be a connection name of its own, is already that of connections[0].name',
  ],
  [
    'kind: internal',
    'kind: private',
    '12: connections[0].kind: should be internal or public, instead was "private"',
  ],
  [
    'kind: public',
    'kind: internal',
    '17: connections[1].client_id: is only for connections of kind public',
    '18: connections[1].client_secret: is only for connections of kind public',
    '19: connections[1].redirect_uris: is only for connections of kind public',
  ],
  [
    'kind: internal',
    'kind: public',
    '13: connections[0].token: is only for connections of kind internal',
    '31: pages[0].access[2].connection: should be an internal connection, a public one reaches what people choose when they install it',
  ],
  [
    'client_id: 5f3c0d6e-',
    'client_id: 5f3c0d6-',
    '17: connections[1].client_id: should be a valid uuid, instead was "5f3c0d6-8a41-4c55-9d0e-2b7f6a1c9e33"',
  ],
  [
    "['http://127.0.0.1:9999/callback']",
    "[/callback, 'https://a.test/#x', 'javascript:alert(1)']",
    '19: connections[1].redirect_uris[0]: should be an absolute URL without a fragment, instead was "/callback"',
    '19: connections[1].redirect_uris[1]: should be an absolute URL without a fragment, instead was "https://a.test/#x"',
    '19: connections[1].redirect_uris[2]: should be an absolute URL without a fragment, instead was "javascript:alert(1)"',
  ],
  [
    'content: [read] }',
    'content: [raed], user_info: all }',
    '20: connections[1].capabilities.content[0]: should be one of read, update, insert, instead was "raed"',
    '20: connections[1].capabilities.user_info: should be one of none, no_email, email, instead was "all"',
  ],
  [
    'policy:',
    "custom_emojis: [{ name: 'a b', url: party.png }, { name: party }, { name: party, url: 'https://a.test/' }]\npolicy:",
    '47: custom_emojis[0].name: should be a name of at most 100 characters without spaces and colons, instead was "a b"',
    '47: custom_emojis[0].url: should be an address like https://example.com/party.png, instead was "party.png"',
    '47: custom_emojis[1].url: is missing',
    '47: custom_emojis[2].name: should be a name of a custom emoji of its own, is already that of custom_emojis[1].name',
  ],
  [
    'install: unrestricted',
    'install: approved',
    '49: policy.connections.install: should be one of unrestricted, approved_only, owners_only, instead was "approved"',
  ],
  [
    'create: members',
    'creates: members',
    '50: policy.connections.creates: is not a key here, did you mean create?',
  ],
  [
    'auto_approve_first_party: false',
    'auto_approve_first_party: false\n  personal_access_tokens: { create: nobody }',
    '52: policy.personal_access_tokens.create: should be members or owners, instead was "nobody"',
  ],
  [
    'auto_approve_first_party: false',
    'auto_approve_first_party: false\n  scim: { domains: acme.test }',
    '52: policy.scim.domains: should be any or verified, instead was "acme.test"',
  ],
  [
    'rate: none',
    'rate: 3',
    '55: limits.rate: should be one of none, notion, { requests, seconds }, instead was 3',
  ],
  [
    'rate: none',
    'rate: { requests: 0, seconds: 1.5 }',
    '55: limits.rate.requests: should be a whole number of at least 1, instead was 0',
    '55: limits.rate.seconds: should be a whole number of at least 1, instead was 1.5',
  ],
  ['sizes: notion', 'sizes: big', '56: limits.sizes: should be notion or none, instead was "big"'],
  [
    'domains: [acme.test]',
    'domains: [acme, "@acme.test"]',
    '3: workspace.domains[0]: should be an e-mail domain, instead was "acme"',
    '3: workspace.domains[1]: should be an e-mail domain, instead was "@acme.test"',
  ],
  [
    'domains: [acme.test]',
    'time_zone: Mars/Olympus',
    '3: workspace.time_zone: should be a time zone such as Europe/Berlin, instead was "Mars/Olympus"',
  ],
  [
    'domains: [acme.test]',
    'time_zone: +02:00',
    '3: workspace.time_zone: should be a time zone such as Europe/Berlin, instead was "+02:00"',
  ],
  [
    'workspaces: []',
    'saml: { metadata_url: "http://idp.test", metadata_xml: "<x/>", enforced: true }',
    '57: saml.metadata_xml: is given beside metadata_url, and only one of them counts',
    '57: saml.enforced: is for the administration API, which asks for a test sign-in before',
    '57: saml.metadata_url: should be an https address, instead was "http://idp.test"',
    '57: saml.metadata_xml: The metadata of the identity provider cannot be used: its root should be an EntityDescriptor, instead was "x".',
  ],
  [
    'plan: none',
    'plan: gold',
    '58: emulate.plan: should be one of none, free, plus, business, enterprise, instead was "gold"',
  ],
  [
    'workspaces: []',
    'workspaces: [{ workspace: { name: Acme } }, { users: [] }]',
    '57: workspaces[0].workspace.name: should be a workspace name of its own, is already that of workspace.name',
    '57: workspaces[1].workspace: is missing',
  ],
  [
    'workspaces: []',
    'workspaces: [{ workspace: { name: B }, users: [{ email: grace@acme.test, token: octp_0123456789abcdef }], pages: [{ title: Home, access: [{ connection: CI bot, level: view }] }] }]',
    '57: workspaces[0].users[0].token: should be a token of its own, is already that of users[1].token',
    '57: workspaces[0].pages[0].access[0].connection: should be the name of a connection of this file, instead was "CI bot"',
  ],
  ['policy:', 'policies:', '47: policies: is not a key here, did you mean policy?'],
  ['  name: Acme', '  name: Acme\n  name: Acme Two', '3: workspace.name: is given twice, first on line 2'],
  ['name: Visitor, ', 'name: "\\ud800", ', '7: users[2].name: should be valid Unicode without NUL'],
  [
    'role: guest }',
    'role: guest',
    '8: groups: Flow map in block collection must be sufficiently indented and end with a }',
  ],
  ['title: Home', 'title: "Home', '23: pages[0].title: Missing closing "quote'],
  ['rate: none', 'rate: *none', '55: limits.rate: no anchor &none stands before this alias'],
]

for (const [from, to, ...expected] of changes) {
  test(`a mistake is named with its line and key: ${to}`, () => {
    assert.deepEqual(mistakesOf(exampleFile.replace(from, to)), expected)
  })
}

test('a file that is no map is refused', () => {
  assert.deepEqual(mistakesOf(''), ['1: should be a map, instead was empty'])
  assert.deepEqual(mistakesOf('- users'), ['1: should be a map, instead was a list'])
  assert.deepEqual(mistakesOf('users: []\n---\nb: 2'), [
    '2: a second document begins here, the file should be one',
  ])
})

test('keys that are no words are quoted', () => {
  assert.match(
    mistakesOf('__proto__: {}\nsome key: 1').join('\n'),
    /^1: __proto__: is not.*\n2: \["some key"\]: is not/,
  )
})

test('relations name ids, pages or rows', () => {
  const file = (target: string) => `
pages:
  - title: Home
    databases:
      - title: Tasks
        properties: { Name: title, Next: { relation: { data_source_id: 33333333-3333-4333-8333-333333333333, single_property: {} } } }
        rows:
          - { Name: One, Next: [${target}] }
          - { Name: Two, Next: Home }`
  for (const target of ['Home/Tasks/Two', 'Home', '33333333-3333-4333-8333-333333333333']) {
    assert.deepEqual(mistakesOf(file(target)), [])
  }
  assert.deepEqual(mistakesOf(file('Home/Two')), [
    '8: pages[0].databases[0].rows[0].Next[0]: should be an id, or the title path of a page or row of this file, instead was "Home/Two"',
  ])
})
