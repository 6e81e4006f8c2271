/** The example of the reference page on workspace files, with tokens in place of its dots. For tests. */
export const exampleFile = `workspace:
  name: Acme
  domains: [acme.test]                 # verified e-mail domains
users:
  - { name: Ada Lovelace,  email: ada@acme.test,   role: owner,  password: correct horse battery }
  - { name: Grace Hopper,  email: grace@acme.test, role: member, token: octp_0123456789abcdef }
  - { name: Visitor,       email: v@other.test,    role: guest }
groups:
  - { name: Engineering, members: [grace@acme.test] }
connections:
  - name: CI bot
    kind: internal
    token: ntn_0123456789abcdef
    capabilities: { content: [read, update, insert], comments: [read, insert], user_info: email, permissions: write, administer: false }
  - name: Partner
    kind: public
    client_id: 5f3c0d6e-8a41-4c55-9d0e-2b7f6a1c9e33
    client_secret: secret_0123456789
    redirect_uris: ['http://127.0.0.1:9999/callback']
    capabilities: { content: [read] }
    first_party: false                 # true: built by the operator, may be approved automatically
pages:
  - title: Home
    id: 11111111-1111-4111-8111-111111111111      # optional, fixed ids make tests readable
    markdown: |
      # Welcome
      A paragraph with **bold** text.
    access:                            # on top of what is inherited
      - { user: grace@acme.test, level: edit }
      - { group: Engineering, level: view }
      - { connection: CI bot, level: full_access }
      - { workspace: true, level: view }
    inherit: true                      # false: restricted to what stands here
    pages:
      - title: Child
    databases:
      - title: Tasks
        id: 22222222-2222-4222-8222-222222222222
        data_source_id: 33333333-3333-4333-8333-333333333333
        properties:                    # a type's name, or the API's own property configuration
          Name: title
          Status: { select: { options: [{ name: Todo, color: red }, { name: Done, color: green }] } }
          Points: number
          Due: date
        rows:                          # short values, or the API's own property values
          - { Name: Write the spec, Status: Todo, Points: 3, Due: 2026-12-01 }
policy:
  connections:
    install: unrestricted              # unrestricted | approved_only | owners_only
    create: members                    # members | owners
    auto_approve_first_party: false
scim:
  tokens: [{ name: okta, token: octs_0123456789abcdef }]
limits:
  rate: none                           # none | notion | { requests: 10, seconds: 1 }
  sizes: notion                        # notion | none: the request-size walls of the API
workspaces: []                         # further workspaces, each with the keys above
emulate: { plan: none, extensions: true }   # sandbox only
`
