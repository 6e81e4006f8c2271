import { keptMails } from '#server/domain/mail/kept.ts'
import type { TestWorkspace } from './workspace.ts'

/** The path of the link in the newest mail. */
export async function mailedPath({ store }: Pick<TestWorkspace, 'store'>): Promise<string> {
  const [mail] = await keptMails(store.reader)
  const [link] = mail!.text.match(/http:\/\/octavo\.test\/[\w/]+\/[\w-]{32}/)!
  return new URL(link).pathname
}
