/** `npm run dev`: a sandbox with a demo workspace, begun anew when the server's code changes, and the web app that reloads as you edit. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'
import { builtInWorkspace } from '#server/cli/workspace-file/built-in.ts'
import { viteConfig } from './vite.config.ts'

const SERVER_PORT = '3001'
/** What the server answers itself. */
const elsewhere =
  'v1 admin scim app login logout workspace account invitations setup files public docs openapi.json llms.txt my-integrations/docs/[^/]+.md'.split(
    ' ',
  )
const root = fileURLToPath(new URL('../..', import.meta.url))

const sandbox = spawn(
  process.execPath,
  ['--watch', '--watch-preserve-output', 'server/cli/octavo.ts', 'sandbox', '--json', '--port', SERVER_PORT],
  { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
)
const target = `http://127.0.0.1:${SERVER_PORT}`
const vite = await createServer({
  ...viteConfig,
  html: {},
  server: {
    port: 3000,
    host: '127.0.0.1',
    proxy: Object.fromEntries(elsewhere.map((path) => [`^/${path}(/|\\?|$)`, { target }])),
  },
})
await vite.listen()

const { users } = builtInWorkspace()
const logins = users.map(({ name, email, password, role }) => `  ${email}  ${password}  (${name}, ${role})`)
process.stdout.write(`Octavo is at ${vite.resolvedUrls?.local[0]}\nSign in as\n${logins.join('\n')}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    sandbox.kill(signal)
    void vite.close().then(() => process.exit(0))
  })
}
