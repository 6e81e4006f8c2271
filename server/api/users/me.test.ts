import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, directory } from '#test/directory.ts'
import { newestEvents } from '#test/newest-events.ts'
import { describeStores } from '#test/stores.ts'
import { type Client, type TestWorkspace, workspace } from '#test/workspace.ts'

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** Uploads a file as whoever calls. */
async function upload(acme: TestWorkspace, client: Client, filename: string, type: string, bytes: Buffer) {
  const { body } = await client.post('/v1/file_uploads', { filename })
  const head = `--cut\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: ${type}\r\n\r\n`
  const sent = await acme.app.inject({
    method: 'POST',
    url: `/v1/file_uploads/${body.id}/send`,
    headers: {
      authorization: `Bearer ${client.token}`,
      'notion-version': '2026-03-11',
      'content-type': 'multipart/form-data; boundary=cut',
    },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--cut--\r\n')]),
  })
  assert.equal(sent.statusCode, 200, sent.body)
  return body.id as string
}

describeStores('PATCH /v1/users/me', (store) => {
  test('changes the name and the picture of the person that a token acts as', async (t) => {
    const acme = await workspace(t, store)
    await acme.events()
    const member = acme.as('member')
    const url = 'https://example.com/ada.png'
    for (const version of ['2021-05-13', '2022-06-28', '2026-03-11']) {
      const name = `Ada ${version}`
      const changed = await member.patch(
        '/v1/users/me',
        { name: ` ${name} `, avatar: { external: { url } } },
        version,
      )
      assert.equal(changed.status, 200, changed.body.message)
      assert.deepEqual(
        [changed.body.id, changed.body.name, changed.body.avatar_url],
        [member.userId, name, url],
      )
      assert.deepEqual(changed.body.person.octavo, { locked: [], managed_by: null })
      const [event] = await newestEvents(acme, 1)
      assert.equal(event!.type, 'user.updated')
      assert.equal(JSON.parse(event!.before!).name === undefined, false)
    }
    assert.equal((await acme.events()).length, 3)
    const seen = await acme.as('viewer').get(`/v1/users/${member.userId}`)
    assert.equal(seen.body.avatar_url, url)
    await member.patch('/v1/users/me', { avatar: { external: { url } } })
    await member.patch('/v1/users/me', {})
    assert.deepEqual(await acme.events(), [], 'what is so already leaves no trace')
    assert.equal((await member.patch('/v1/users/me', { avatar: null })).body.avatar_url, null)
    assert.equal((await acme.as('guest').patch('/v1/users/me', { name: 'A guest' })).body.name, 'A guest')
  })

  test('takes a picture that the person uploaded, which is shown for as long as it is theirs', async (t) => {
    const acme = await workspace(t, store)
    const member = acme.as('member')
    const picture = (id: string) => ({ avatar: { type: 'file_upload', file_upload: { id } } })
    const first = await upload(acme, member, 'me.png', 'image/png', PIXEL)
    const { avatar_url } = (await member.patch('/v1/users/me', picture(first))).body
    const path = avatar_url.replace('http://octavo.test', '')
    const shown = await acme.app.inject(path)
    assert.deepEqual([shown.statusCode, shown.headers['content-type']], [200, 'image/png'])
    assert.deepEqual(shown.rawPayload, PIXEL)
    for (const wrong of [path.replace(/.$/, '_'), path.replace(first, acme.id), path.split('?')[0]])
      assert.equal((await acme.app.inject(wrong)).statusCode, 404, wrong)

    const second = await upload(acme, member, 'other.png', 'image/png', PIXEL)
    await member.patch('/v1/users/me', picture(second))
    assert.equal((await acme.app.inject(path)).statusCode, 404, 'the one before is gone')
    await member.patch('/v1/users/me', { name: 'Ada' })
    const kept = (await member.get('/v1/users/me')).body.avatar_url.replace('http://octavo.test', '')
    assert.equal((await acme.app.inject(kept)).statusCode, 200)

    const foreign = await upload(acme, acme.as('owner'), 'me.png', 'image/png', PIXEL)
    assert.equal((await member.patch('/v1/users/me', picture(foreign))).status, 404)
    const text = await upload(acme, member, 'me.txt', 'text/plain', Buffer.from('me'))
    assert.equal((await member.patch('/v1/users/me', picture(text))).status, 400)
  })

  test('is for people, and refuses what is no name and no picture', async (t) => {
    const acme = await workspace(t, store)
    const bot = await acme.as('editor').patch('/v1/users/me', { name: 'Bot' })
    assert.deepEqual([bot.status, bot.body.code], [403, 'restricted_resource'])
    assert.match(bot.body.message, /this token acts as a bot/)
    for (const body of [
      { name: ' ' },
      { name: 'a'.repeat(201) },
      { name: 'a\nb' },
      { name: null },
      { avatar: { external: { url: 'javascript:alert(1)' } } },
      { avatar: { external: { url: 'me.png' } } },
      { avatar: 'https://example.com/me.png' },
      { email: 'ada@example.com' },
    ]) {
      const { status } = await acme.as('member').patch('/v1/users/me', body)
      assert.equal(status, 400, JSON.stringify(body))
    }
  })

  test('leaves alone what a directory manages, which is said before', async (t) => {
    const { acme, scim } = await directory(t, store)
    const member = acme.as('member')
    const said = (more: object) =>
      scim('PUT', `/Users/${member.userId}`, { ...aUser('member@acme.test'), ...more })
    const locked = async () => (await member.get('/v1/users/me')).body.person.octavo
    assert.equal((await said({ active: true })).status, 200)
    const okta = { type: 'directory', name: 'okta' }
    assert.deepEqual(await locked(), { locked: ['name', 'email'], managed_by: okta })
    const refused = await member.patch('/v1/users/me', { name: 'Somebody else' })
    assert.deepEqual([refused.status, refused.body.code], [409, 'conflict_error'])
    assert.match(refused.body.message, /The directory “okta” manages the name of this person/)
    assert.deepEqual(refused.body.additional_data, { locked: ['name'], managed_by: okta })
    const { name } = (await member.get('/v1/users/me')).body
    assert.equal((await member.patch('/v1/users/me', { name, avatar: null })).status, 200)

    await said({ active: true, photos: [{ value: 'https://example.com/a.png', type: 'photo' }] })
    assert.deepEqual((await locked()).locked, ['name', 'avatar_url', 'email'])
    assert.equal((await member.patch('/v1/users/me', { avatar: null })).status, 409)
  })
})
