import { actorOfSession } from '#server/domain/access/authenticate.ts'
import { FieldProblem } from '#server/domain/accounts/field-problem.ts'
import { lockOf } from '#server/domain/directory/locked.ts'
import { uploadOfAvatar } from '#server/domain/users/avatar.ts'
import { changeOwnProfile } from '#server/domain/users/own-profile.ts'
import { inTransaction } from '#server/http/contexts.ts'
import { type Field, fields } from '#server/http/form-fields.ts'
import { html } from '#server/http/html.ts'
import { isWebAddress } from '#shared/addresses.ts'
import { isName, LONGEST_NAME } from '#shared/validation/name.ts'
import type { Section, SentForm } from './section.ts'

const nameField: Field = { name: 'name', label: 'Name', autocomplete: 'name' }

const pictureField: Field = {
  name: 'picture',
  label: 'Picture',
  optional: true,
  hint: 'The address of an image, https://… for one.',
  autocomplete: 'photo',
}

/** How people are called and look in the workspace that they chose. */
export const profileSection: Section = {
  name: 'profile',
  title: 'Name and picture',
  async show({ server, session: { user, workspace }, token, retry }) {
    const lock = await lockOf(server.store.reader, workspace.id, user.id)
    const open = [
      ...(lock?.fields.includes('name') ? [] : [nameField]),
      ...(lock?.fields.includes('avatar_url') ? [] : [pictureField]),
    ]
    const values = { name: user.name ?? '', picture: addressIn(user.avatarUrl), ...retry.values }
    return html`${
      lock === null
        ? null
        : html`<p class="soft">${user.name} is managed by the directory “${lock.by.name}” of ${workspace.name}.</p>`
    }
${
  open.length === 0
    ? null
    : html`<form method="post" action="/account/profile">
${token}
${fields(open, { ...retry, values })}
<button type="submit">Save</button>
</form>`
}`
  },
  forms: { '': { saved: 'Saved.', act: save } },
}

/** A picture that was uploaded has an address that nobody types. */
const addressIn = (avatarUrl: string | null): string =>
  uploadOfAvatar(avatarUrl) === null ? (avatarUrl ?? '') : ''

async function save({ server, session, form, source }: SentForm): Promise<void> {
  const { user, workspace } = session
  const sent = form.values()
  const [name, picture] = [sent.name?.trim(), sent.picture?.trim()]
  const mistakes = {
    ...(name === undefined || isName(name)
      ? {}
      : { name: `Enter a name of at most ${LONGEST_NAME} characters.` }),
    ...(!picture || (isWebAddress(picture) && picture.length <= LONGEST_ADDRESS)
      ? {}
      : { picture: 'Enter an address such as https://example.com/me.png.' }),
  }
  if (Object.keys(mistakes).length > 0) throw new FieldProblem(mistakes)
  const isSame = picture === undefined || picture === addressIn(user.avatarUrl)
  const avatar = isSame ? undefined : picture === '' ? null : { external: { url: picture } }
  const caller = { workspace, actor: await actorOfSession(server.store.reader, session), source }
  await inTransaction(server, caller, server.surroundings.now(), (context) =>
    changeOwnProfile(context, { name, avatar }),
  )
}

const LONGEST_ADDRESS = 2000
