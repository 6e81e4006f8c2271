import { actorOfSession, type Caller } from '#server/domain/access/authenticate.ts'
import { FieldProblem } from '#server/domain/accounts/field-problem.ts'
import type { Context } from '#server/domain/context.ts'
import { lockOf } from '#server/domain/directory/locked.ts'
import { uploadOfAvatar } from '#server/domain/users/avatar.ts'
import { changeOwnProfile, type ProfileChange } from '#server/domain/users/own-profile.ts'
import { MOST_AVATAR_BYTES, uploadOwnAvatar } from '#server/domain/users/upload-avatar.ts'
import { inTransaction, readingContext } from '#server/http/contexts.ts'
import { type Field, fields } from '#server/http/form-fields.ts'
import { type Html, html } from '#server/http/html.ts'
import { isWebAddress } from '#shared/addresses.ts'
import { isName, LONGEST_NAME } from '#shared/validation/name.ts'
import type { Section, SentForm } from './section.ts'

const nameField: Field = { name: 'name', label: 'Name', autocomplete: 'name' }

const pictureField: Field = {
  name: 'picture',
  label: 'Or the address of a picture',
  optional: true,
  hint: 'https://… for one.',
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
${open.includes(pictureField) ? pictureForms(user.avatarUrl, token) : null}
${
  open.length === 0
    ? null
    : html`<form method="post" action="/account/profile">
${token}
${fields(open, { ...retry, values }, { isOneOfSeveral: true })}
<button type="submit">Save</button>
</form>`
}`
  },
  forms: {
    '': { saved: 'Saved.', act: save },
    '/picture': { saved: 'This is your picture now.', takesFile: MOST_AVATAR_BYTES + 10_000, act: upload },
    '/remove': { saved: 'Your picture is removed.', act: (sent) => change(sent, { avatar: null }) },
  },
}

const pictureForms = (avatarUrl: string | null, token: Html): Html => html`${
  avatarUrl === null
    ? null
    : html`<form class="picture" method="post" action="/account/profile/remove">
${token}
<img src="${avatarUrl}" alt="Your picture">
<button class="plain" type="submit">Remove</button>
</form>`
}
<form method="post" action="/account/profile/picture" enctype="multipart/form-data">
${token}
<div class="field">
<label for="file">A picture from this device</label>
<input id="file" name="file" type="file" accept="image/*" required>
</div>
<button class="plain" type="submit">Upload</button>
</form>
`

/** A picture that was uploaded has an address that nobody types. */
const addressIn = (avatarUrl: string | null): string =>
  uploadOfAvatar(avatarUrl) === null ? (avatarUrl ?? '') : ''

async function save(sent: SentForm): Promise<void> {
  const { user } = sent.session
  const typed = sent.form.values()
  const [name, picture] = [typed.name?.trim(), typed.picture?.trim()]
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
  await change(sent, { name, avatar })
}

/** Takes a picture that was sent. */
async function upload(sent: SentForm): Promise<void> {
  const caller = await callerOf(sent)
  const reading = readingContext(sent.server, caller, sent.server.surroundings.now())
  await uploadOwnAvatar(reading, (work) => perform(sent, caller, work), sent.file!)
}

const change = async (sent: SentForm, wanted: ProfileChange): Promise<void> =>
  perform(sent, await callerOf(sent), (context) => changeOwnProfile(context, wanted))

const callerOf = async ({ server, session, source }: SentForm): Promise<Caller> => ({
  workspace: session.workspace,
  actor: await actorOfSession(server.store.reader, session),
  source,
})

const perform = <T>(
  { server }: SentForm,
  caller: Caller,
  work: (context: Context) => Promise<T>,
): Promise<T> => inTransaction(server, caller, server.surroundings.now(), work)

const LONGEST_ADDRESS = 2000
