import { readWorkspaceObject } from './read-workspace.ts'
import type { WorkspaceFile } from './types.ts'

/** What `octavo sandbox` holds without a file. Read like a file, but without its YAML parser. */
export const builtInWorkspace = (): WorkspaceFile => readWorkspaceObject(file)

// Ids and tokens are fixed, so that examples can be copied.
const file = {
  workspace: { name: 'Octavo Sandbox', domains: ['octavo.test'] },
  users: [
    {
      name: 'Ada Lovelace',
      email: 'ada@octavo.test',
      role: 'owner',
      password: 'analytical engine',
      token: 'octp_sandbox_ada',
    },
    {
      name: 'Grace Hopper',
      email: 'grace@octavo.test',
      role: 'member',
      password: 'nanoseconds matter',
      token: 'octp_sandbox_grace',
    },
    {
      name: 'Vera Visitor',
      email: 'vera@visitors.test',
      role: 'guest',
      password: 'only passing through',
      token: 'octp_sandbox_vera',
    },
  ],
  groups: [{ name: 'Engineering', members: ['ada@octavo.test', 'grace@octavo.test'] }],
  connections: [
    { name: 'Sandbox bot', kind: 'internal', token: 'octi_sandbox_bot' },
    {
      name: 'Sandbox app',
      kind: 'public',
      client_id: '0c7a0000-0000-4000-8000-0000000000a0',
      client_secret: 'octc_sandbox_app',
      redirect_uris: ['http://127.0.0.1:9999/callback'],
    },
  ],
  pages: [
    {
      title: 'Home',
      id: '0c7a0000-0000-4000-8000-000000000001',
      markdown: [
        'Welcome to your **sandbox**. It lives in memory and is gone when the server stops.',
        '## Try this',
        '- [ ] Read this page: `GET /v1/pages/0c7a0000-0000-4000-8000-000000000001`',
        '- [ ] Append a paragraph to it',
        '- [x] Start the server',
        '> Every token printed at the start acts as its owner.',
      ].join('\n'),
      access: [
        { user: 'ada@octavo.test', level: 'full_access' },
        { group: 'Engineering', level: 'edit' },
        { connection: 'Sandbox bot', level: 'full_access' },
        { workspace: true, level: 'view' },
      ],
      pages: [
        {
          title: 'Handbook',
          id: '0c7a0000-0000-4000-8000-000000000002',
          markdown: 'How we work.\n1. Write it down.\n2. Share it.\n3. Keep it *short*.',
          pages: [
            {
              title: 'Onboarding',
              id: '0c7a0000-0000-4000-8000-000000000003',
              markdown: '- First day: meet the team\n- First week: ship something small',
              access: [{ user: 'vera@visitors.test', level: 'comment' }],
            },
          ],
        },
        {
          title: 'Owners only',
          id: '0c7a0000-0000-4000-8000-000000000004',
          markdown: 'Neither the bot nor anybody but Ada sees this page.',
          inherit: false,
          access: [{ user: 'ada@octavo.test', level: 'full_access' }],
        },
      ],
      databases: [
        {
          title: 'Tasks',
          id: '0c7a0000-0000-4000-8000-000000000005',
          data_source_id: '0c7a0000-0000-4000-8000-000000000006',
          properties: {
            Name: 'title',
            Status: 'status',
            Tags: {
              multi_select: {
                options: [
                  { name: 'API', color: 'blue' },
                  { name: 'Docs', color: 'green' },
                ],
              },
            },
            Points: 'number',
            Due: 'date',
            Assignee: 'people',
            Blocked: 'checkbox',
            Link: 'url',
          },
          rows: [
            {
              Name: 'Write the spec',
              Status: 'Done',
              Tags: ['Docs'],
              Points: 3,
              Due: '2026-11-02',
              Assignee: 'grace@octavo.test',
            },
            {
              Name: 'Try the API',
              Status: 'In progress',
              Tags: ['API'],
              Points: 5,
              Due: { start: '2026-11-09', end: '2026-11-13' },
              Assignee: ['ada@octavo.test', 'grace@octavo.test'],
            },
            {
              Name: 'Connect a client',
              Status: 'Not started',
              Tags: ['API', 'Docs'],
              Points: 8,
              Due: '2026-12-01',
              Link: 'https://example.com/',
            },
            { Name: 'Release', Status: 'Not started', Points: 1, Blocked: true },
          ],
        },
      ],
    },
  ],
}
