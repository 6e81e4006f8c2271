import { confirmedAccount } from '#server/domain/access/accounts.ts'
import { identitiesOf, removeIdentity } from '#server/domain/accounts/identities.ts'
import { inTransaction } from '#server/http/contexts.ts'
import { html } from '#server/http/html.ts'
import { callerOf, type Section, type SentForm } from './section.ts'

/** By which identity providers somebody signs in: bound by the first time that they do, and taken away here. */
export const identitiesSection: Section = {
  name: 'identities',
  title: 'Identity providers',
  async show({ server, session: { account }, token }) {
    const bound = await identitiesOf(server.store.reader, account.id)
    if (bound.length === 0) return null
    const nameOf = (issuer: string) =>
      server.providers.find(({ settings }) => settings.issuer === issuer)?.settings.name ??
      new URL(issuer).host
    return html`<p class="soft">You sign in with these as well.</p>
${bound.map(
  ({
    id,
    issuer,
    createdTime,
  }) => html`<form class="row spread" method="post" action="/account/identities/remove">
${token}
<input type="hidden" name="id" value="${id}">
<span>${nameOf(issuer)} <small>since ${new Date(createdTime).toISOString().slice(0, 10)}</small></span>
<button class="plain" type="submit" aria-label="Remove ${nameOf(issuer)}">Remove</button>
</form>
`,
)}`
  },
  forms: { '/remove': { saved: 'Removed.', act: remove } },
}

async function remove(sent: SentForm): Promise<void> {
  const { server, form } = sent
  await inTransaction(server, await callerOf(sent), server.surroundings.now(), async (context) =>
    removeIdentity(context, await confirmedAccount(context), form('id')),
  )
}
