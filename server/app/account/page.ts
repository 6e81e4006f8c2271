/** `/account`: what people see and change of their account. Each section stands in a file of its own beside this one. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SignedIn } from '#server/domain/accounts/account.ts'
import { FieldProblem } from '#server/domain/accounts/field-problem.ts'
import { RecentSignInNeeded } from '#server/domain/accounts/recent.ts'
import type { Server } from '#server/http/contexts.ts'
import { firstTry, type Retry } from '#server/http/form-fields.ts'
import { type Form, formToken, readForm, readFormWithFile } from '#server/http/forms.ts'
import { Html, html } from '#server/http/html.ts'
import { redirect } from '#server/http/redirect.ts'
import { sessionOf } from '#server/http/session.ts'
import { sourceOf } from '#server/http/source.ts'
import { sendPage, sourceOfImage } from '#server/http/web-page.ts'
import { Problem } from '#shared/problem.ts'
import { statusOf } from '../errors.ts'
import { emailSection } from './email.ts'
import { identitiesSection } from './identities.ts'
import { passkeysSection } from './passkeys.ts'
import { passwordSection } from './password.ts'
import { profileSection } from './profile.ts'
import { secondFactorSection } from './second-factor.ts'
import type { Section, SectionForm } from './section.ts'
import { sessionsSection } from './sessions.ts'

/** Every section, in the order of the page. */
export const sections: readonly Section[] = [
  profileSection,
  emailSection,
  passwordSection,
  identitiesSection,
  secondFactorSection,
  passkeysSection,
  sessionsSection,
]

const SIGN_IN = '/login?next=/account'

export async function showAccount(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const session = await sessionOf(server, request)
  if (session === null) return redirect(reply, SIGN_IN)
  const { saved } = request.query as { saved?: unknown }
  return send(server, request, reply, session, { status: 200, saved })
}

/** Does what a form of a section asks, and shows the page again. */
export async function takeForm(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  section: Section,
  path: string,
): Promise<FastifyReply> {
  const asked = section.forms[path]!
  const { form, file } = asked.takesFile
    ? await readFormWithFile(server, request)
    : { form: readForm(server, request), file: null }
  const session = await sessionOf(server, request)
  if (session === null) return redirect(reply, SIGN_IN)
  try {
    await asked.act({ server, session, form, file, source: sourceOf('ui', request) })
    return redirect(reply, `/account?saved=${section.name}${path}#${section.name}`)
  } catch (error) {
    // Whoever proves again who they are comes back here.
    if (!(error instanceof Problem) || error instanceof RecentSignInNeeded) throw error
    return send(server, request, reply.headers(error.headers ?? {}), session, {
      status: error instanceof FieldProblem ? 422 : statusOf(error),
      failed: { section, form, error },
    })
  }
}

interface Outcome {
  status: number
  /** As the address says it: the section and the path of a form that was taken. */
  saved?: unknown
  failed?: { section: Section; form: Form; error: Problem }
}

async function send(
  server: Server,
  request: FastifyRequest,
  reply: FastifyReply,
  session: SignedIn,
  { status, saved, failed }: Outcome,
): Promise<FastifyReply> {
  const token = formToken(server, request, reply)
  const shown: Html[] = []
  const scripts: string[] = []
  for (const section of sections) {
    const failure = failed?.section === section ? failed : null
    const retry = failure === null ? firstTry : retryOf(failure.form, failure.error)
    const content = await section.show({ server, session, token, retry })
    if (content === null) continue
    if (section.script) scripts.push(section.script)
    const alert = failure === null || failure.error instanceof FieldProblem ? null : failure.error.message
    const note = noteOf(section, saved)
    shown.push(html`<section id="${section.name}" aria-labelledby="${section.name}-title">
<h2 id="${section.name}-title">${section.title}</h2>
${note === null ? null : html`<p class="note" role="status">${note}</p>`}
${alert === null ? null : html`<p class="alert" role="alert">${alert}</p>`}
${content}
</section>
`)
  }
  return sendPage(reply, status, {
    title: 'Your account',
    style,
    scripts,
    imagesFrom: sourceOfImage(session.user.avatarUrl),
    content: html`<h1>Your account</h1>
<p class="soft">You are signed in to ${session.workspace.name} as ${session.user.email ?? session.account.email}.</p>
${shown}
<p class="under"><a href="/">To the start page</a></p>`,
  })
}

const style = new Html(`
section { margin: 1.75rem 0; padding-top: .25rem; border-top: 1px solid var(--line); }
section h2 { margin-top: 1.25rem; }
.picture { display: flex; gap: 1rem; align-items: center; margin: 0 0 1.125rem; }
.picture img { width: 4rem; height: 4rem; object-fit: cover; border-radius: 50%; background: var(--code); }
section form + form { margin-top: 1.5rem; }
`)

function noteOf({ name, forms }: Section, saved: unknown): string | null {
  const forSection = Object.entries(forms).map(([path, form]): [string, SectionForm] => [name + path, form])
  return forSection.find(([address]) => address === saved)?.[1].saved ?? null
}

const retryOf = (form: Form, error: Problem): Retry => ({
  values: form.values(),
  mistakes: error instanceof FieldProblem ? error.fields : {},
})
