import type { FastifyReply, FastifyRequest } from 'fastify'
import { FieldProblem } from '#server/domain/accounts/field-problem.ts'
import { SHORTEST_PASSWORD } from '#server/domain/accounts/password-policy.ts'
import { type FirstOwner, type SetUp, setUp, setupState } from '#server/domain/accounts/set-up.ts'
import { enter } from '#server/domain/sign-in/enter.ts'
import type { Base } from '#server/http/contexts.ts'
import { type Field, fields, firstTry, type Retry } from '#server/http/form-fields.ts'
import { formToken, readForm } from '#server/http/forms.ts'
import { type Html, html } from '#server/http/html.ts'
import { keepEntered, placeAfter } from '#server/http/let-in.ts'
import { sourceOf } from '#server/http/source.ts'
import { sendPage } from '#server/http/web-page.ts'
import { sendProblem } from './errors.ts'

export async function showSetup(
  server: Base,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  keepLinkSecret(reply)
  const token = String((request.query as Record<string, unknown>).token ?? '')
  const found = await setupState(server, token)
  if (found.state !== 'open') return refuse(reply, found.state)
  return sendForm(server, request, reply, { status: 200, token, workspace: found.workspace, retry: firstTry })
}

export async function setUpRoute(
  server: Base,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  keepLinkSecret(reply)
  const form = readForm(server, request)
  const token = form('token')
  const found = await setupState(server, token)
  if (found.state !== 'open') return refuse(reply, found.state)

  const owner: FirstOwner = {
    name: form('name'),
    email: form('email'),
    password: form('password'),
    workspace: form('workspace'),
  }
  try {
    const source = sourceOf('ui', request)
    const made = await setUp(server, token, owner, source)
    const entered = await enter(server, { email: owner.email, method: 'set_up', source })
    return sendPage(keepEntered(server, reply, entered), 200, {
      title: 'Your workspace is ready',
      wide: true,
      content: firstSteps(server, owner, made, placeAfter(entered, '/')),
    })
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error
    const retry = { values: { ...owner }, mistakes: error.fields }
    return sendForm(server, request, reply, { status: 422, token, workspace: found.workspace, retry })
  }
}

/** The address of the page is a secret: nothing that is opened from it may learn it. */
const keepLinkSecret = (reply: FastifyReply) => reply.header('referrer-policy', 'no-referrer')

const refuse = (reply: FastifyReply, state: 'used' | 'unknown'): FastifyReply =>
  state === 'used'
    ? sendProblem(reply, 410, 'This server has its first owner already, so the link works no more.')
    : sendProblem(
        reply,
        404,
        'This is not the setup link of this server. Each start makes a new one: use the link that was printed last, whole.',
      )

const ownerFields: readonly Field[] = [
  { name: 'name', label: 'Your name', autocomplete: 'name' },
  { name: 'email', label: 'E-mail', type: 'email', autocomplete: 'username' },
  {
    name: 'password',
    label: 'Password',
    hint: `At least ${SHORTEST_PASSWORD} characters; a few words are good.`,
    type: 'password',
    autocomplete: 'new-password',
  },
]

const workspaceField: Field = {
  name: 'workspace',
  label: 'Name of the workspace',
  optional: true,
  autocomplete: 'organization',
}

interface SetupForm {
  status: number
  token: string
  /** The workspace that waits for its owner. */
  workspace: string | null
  retry: Retry
}

const sendForm = (
  server: Base,
  request: FastifyRequest,
  reply: FastifyReply,
  { status, token, workspace, retry }: SetupForm,
): FastifyReply =>
  sendPage(reply, status, {
    title: 'Set up this server',
    content: html`<h1>Set up this server</h1>
<p class="soft">${
      workspace === null
        ? 'You will be the first owner of a new workspace.'
        : html`You will be the first owner of the workspace <strong>${workspace}</strong>.`
    }</p>
${Object.keys(retry.mistakes).length > 0 ? html`<p class="alert" role="alert">Please look at the marked fields. The password has to be typed again.</p>` : null}
<form class="whole" method="post" action="/setup">
${formToken(server, request, reply)}
<input type="hidden" name="token" value="${token}">
${fields(workspace === null ? [...ownerFields, workspaceField] : ownerFields, retry)}
<button type="submit">Create the owner</button>
</form>`,
  })

const firstSteps = (
  server: Base,
  owner: FirstOwner,
  { workspace, connection, pageId }: SetUp,
  next: string,
): Html =>
  html`<h1>Your workspace is ready</h1>
<p>You are signed in as the owner of <strong>${workspace.name}</strong>. For your programs there is an internal connection,
<strong>${connection.name}</strong>, with this token:</p>
<pre class="secret" tabindex="0" aria-label="Token of the connection"><code id="token">${connection.token}</code></pre>
<p class="note">You see the token here once. Copy it now (one click selects it all), and keep it like a password.</p>
<h2>Use it with the official SDK</h2>
<pre tabindex="0" aria-label="Lines for the official SDK"><code id="sdk">${sdkLines(server, connection.token, pageId)}</code></pre>
<h2>Let it reach more pages</h2>
<p>The connection reaches the page <strong>Home</strong> and all that is put below it. For more, write what it may reach into a workspace file:</p>
<pre tabindex="0" aria-label="Workspace file"><code id="file">${fileLines(owner, workspace.name, connection.name)}</code></pre>
<p>and bring it to the server, which may go on running:</p>
<pre tabindex="0" aria-label="Command"><code>bin/octavo apply --file octavo.yaml</code></pre>
<p><a href="${next}">To your workspace</a></p>`

const sdkLines = (
  server: Base,
  token: string,
  pageId: string,
): string => `import { Client } from '@notionhq/client'

const notion = new Client({
  auth: '${token}',
  baseUrl: '${server.baseUrl()}',
})

const home = '${pageId}'
await notion.blocks.children.append({
  block_id: home,
  children: [{ paragraph: { rich_text: [{ text: { content: 'Hello, Octavo' } }] } }],
})
console.log(await notion.blocks.children.list({ block_id: home }))`

/** Text in JSON is text in YAML. */
const fileLines = (owner: FirstOwner, workspace: string, connection: string): string => `workspace:
  name: ${JSON.stringify(workspace)}
users:
  - { name: ${JSON.stringify(owner.name.trim())}, email: ${JSON.stringify(owner.email.trim())}, role: owner }
connections:
  - { name: ${JSON.stringify(connection)}, kind: internal }
pages:
  - title: Team
    access:
      - { connection: ${JSON.stringify(connection)}, level: full_access }
      - { user: ${JSON.stringify(owner.email.trim())}, level: full_access }`
