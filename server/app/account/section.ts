import { actorOfSession, type Caller } from '#server/domain/access/authenticate.ts'
import type { SignedIn } from '#server/domain/accounts/account.ts'
import type { Source } from '#server/domain/events/record.ts'
import type { Server } from '#server/http/contexts.ts'
import type { Retry } from '#server/http/form-fields.ts'
import type { Form, FormFile } from '#server/http/forms.ts'
import type { Html } from '#server/http/html.ts'

/** A part of the page `/account`, with the forms that stand in it. */
export interface Section {
  /** Marks its place on the page, and stands in the addresses of its forms. */
  name: string
  title: string
  /** A script of ours that it needs, as an address on this server. */
  script?: string
  /** What stands under the title; null where there is nothing to see or do. */
  show(view: AccountView): Promise<Html | null> | Html | null
  /** By what stands behind `/account/<name>` in their address: empty for the only one, else `/add` for one. */
  forms: Readonly<Record<string, SectionForm>>
}

/** What a section is made from. */
export interface AccountView {
  server: Server
  session: SignedIn
  /** The hidden field that every form holds. */
  token: Html
  /** What was typed into a form of this section, and what is wrong with it. */
  retry: Retry
}

export interface SectionForm {
  /** What is said once it was taken, where the section itself does not. */
  saved?: string
  /** The longest body of a form that carries a file, in bytes. */
  takesFile?: number
  /** Does what the form asks. A `FieldProblem` is shown at its fields, any other problem above them. */
  act(sent: SentForm): Promise<void>
}

export interface SentForm {
  server: Server
  session: SignedIn
  form: Form
  /** Of a form that carries one. */
  file: FormFile | null
  source: Source & { ipAddress: string }
}

/** Whoever sent a form, for what is done in the workspace that they chose. */
export const callerOf = async ({
  server,
  session,
  source,
}: Pick<SentForm, 'server' | 'session' | 'source'>): Promise<Caller> => ({
  workspace: session.workspace,
  actor: await actorOfSession(server.store.reader, session),
  source,
})
