import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addScimToken } from '#server/domain/access/scim-tokens.ts'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { revokeScimToken } from '#server/store/scim-tokens.ts'
import { aUser, directory, type Scim, scimWith } from '#test/directory.ts'
import { metadataXml } from '#test/saml/identity-provider.ts'
import { describeStores } from '#test/stores.ts'

const ERROR = ['urn:ietf:params:scim:api:messages:2.0:Error']

const paths = [
  '/Users',
  '/Users/x',
  '/Groups',
  '/Bulk',
  '/Schemas',
  '/ServiceProviderConfig',
  '/Me',
  '/nope',
  '/',
  '',
]

describeStores('the door of SCIM', (store) => {
  test('is closed to who shows no SCIM token that works, wherever they knock', async (t) => {
    const { acme, scim, token } = await directory(t, store)
    const [expired, revoked] = await acme.do(async (context) => {
      const made = [
        await addScimToken(context, { name: 'old', expiresTime: context.now + 1 }),
        await addScimToken(context, { name: 'gone' }),
      ]
      for (const { id, name } of await context.db.sql.selectFrom('scim_tokens').selectAll().execute()) {
        if (name === 'gone') await revokeScimToken(context.db, acme.id, id, context.now, null)
      }
      return made
    })
    await new Promise((resolve) => setTimeout(resolve, 5))
    const wrong = [null, '', 'nope', expired!, revoked!, acme.as('owner').token, acme.as('editor').token]
    for (const shown of wrong) {
      for (const path of paths) {
        for (const method of ['GET', 'POST', 'DELETE'] as const) {
          const { status, headers, body } = await scimWith(acme, shown)(method, path)
          assert.deepEqual(
            [status, body.status, body.schemas],
            [401, '401', ERROR],
            `${method} ${path} as ${shown}`,
          )
          assert.match(String(headers['www-authenticate']), /^Bearer/)
        }
      }
    }
    assert.equal((await scim('GET', '/Users')).status, 200)
    const api = await acme.app.inject({ url: '/v1/users', headers: { authorization: `Bearer ${token}` } })
    assert.equal(api.statusCode, 401, 'a SCIM token is good for SCIM only')
  })

  test('tells what is not there, what is not possible and what cannot be read in its own words', async (t) => {
    const { acme, scim } = await directory(t, store)
    const id = acme.as('member').userId
    const table: [...Parameters<Scim>, status: number, scimType?: string][] = []
    const row = (status: number, scimType: string | undefined, ...request: Parameters<Scim>) =>
      table.push([
        ...(request.concat(Array(4).fill(undefined)).slice(0, 4) as Parameters<Scim>),
        status,
        scimType,
      ] as never)
    row(404, undefined, 'GET', '/nope')
    row(404, undefined, 'GET', '/')
    row(404, undefined, 'GET', '/Users/nope')
    row(404, undefined, 'GET', `/Users/${id.toUpperCase()}`)
    row(404, undefined, 'GET', `/Users/${id.replaceAll('-', '')}`)
    row(404, undefined, 'GET', `/Users/${acme.as('editor').userId}`)
    row(404, undefined, 'GET', `/Users/${acme.as('outsider').userId}`)
    row(404, undefined, 'GET', `/Groups/${id}`)
    row(404, undefined, 'PUT', '/Users/0197a2b4-0000-7000-8000-000000000000', aUser('a@b.test'))
    row(404, undefined, 'GET', '/Schemas/urn:nope')
    row(404, undefined, 'GET', '/ResourceTypes/Nope')
    row(405, undefined, 'POST', '/Schemas', {})
    row(405, undefined, 'PUT', '/ServiceProviderConfig', {})
    row(405, undefined, 'DELETE', '/Users')
    row(405, undefined, 'POST', `/Users/${id}`, {})
    row(405, undefined, 'GET', '/Bulk')
    row(403, undefined, 'GET', '/Schemas?filter=id eq "x"')
    row(501, undefined, 'GET', '/Me')
    row(501, undefined, 'PATCH', '/Me', {})
    row(400, undefined, 'GET', '/Users/%zz')
    row(415, undefined, 'POST', '/Users', '<user/>', { 'content-type': 'text/xml' })
    row(400, 'invalidSyntax', 'POST', '/Users', '{')
    row(400, 'invalidSyntax', 'POST', '/Users', '[]')
    row(400, 'invalidSyntax', 'POST', '/Users')
    row(400, 'invalidSyntax', 'PATCH', `/Users/${id}`, {})
    row(400, 'invalidValue', 'POST', '/Users', {})
    row(400, 'invalidValue', 'POST', '/Users', { userName: ' ' })
    row(400, 'invalidValue', 'POST', '/Users', { userName: { a: 1 } })
    row(400, 'invalidValue', 'POST', '/Users', { userName: 'x', emails: 'y', name: 'z' })
    row(400, 'invalidValue', 'POST', '/Users', '{"userName":"\\u0000"}')
    row(400, 'invalidValue', 'POST', '/Groups', {})
    row(400, 'invalidValue', 'POST', '/Groups', { displayName: 'a\nb' })
    row(400, 'invalidFilter', 'GET', '/Users?filter=nope')
    row(400, 'invalidFilter', 'GET', '/Users?filter=userName eq "%00"')
    row(400, 'invalidValue', 'GET', '/Users?startIndex=one')
    row(400, 'invalidValue', 'GET', '/Users?count=1.5')
    row(400, 'invalidValue', 'GET', '/Users?filter=id pr&filter=id pr')
    row(400, 'invalidValue', 'GET', '/Users?attributes=id&excludedAttributes=name')
    row(400, 'invalidValue', 'GET', '/Users?sortBy=nope')
    row(400, 'invalidValue', 'GET', '/Users?cursor&sortBy=userName')
    row(400, 'invalidCursor', 'GET', '/Users?cursor=nope')
    row(400, 'invalidSyntax', 'POST', '/Users/.search', '[]')
    for (const [method, path, body, headers, status, scimType] of table) {
      const answer = await scim(method, path, body, headers)
      const said = `${method} ${path} ${JSON.stringify(body)}: ${JSON.stringify(answer.body)}`
      assert.deepEqual(
        [answer.status, answer.body.status, answer.body.scimType],
        [status, String(status), scimType],
        said,
      )
      assert.deepEqual([answer.body.schemas, typeof answer.body.detail], [ERROR, 'string'], said)
      assert.equal(answer.headers['content-type'], 'application/scim+json; charset=utf-8', said)
      if (status === 405) assert.ok(answer.headers.allow, said)
    }
    assert.deepEqual(await acme.events(), [])
  })

  test('takes JSON under each of its names', async (t) => {
    const { scim } = await directory(t, store)
    const types = [
      'application/scim+json',
      'application/json',
      'application/json; charset=utf-8',
      'APPLICATION/SCIM+JSON;charset=UTF-8',
    ]
    for (const [index, type] of types.entries()) {
      const headers = { 'content-type': type, accept: 'text/html, image/*;q=0.2' }
      const { status, headers: told } = await scim('POST', '/Users', aUser(`p${index}@acme.test`), headers)
      assert.deepEqual([status, told['content-type']], [201, 'application/scim+json; charset=utf-8'])
    }
  })

  test('is refused in a sandbox that rehearses a plan of Notion without SCIM, or with it and without SAML', async (t) => {
    for (const [plan, status, madeStatus, detail] of [
      ['business', 403, 403, /^SCIM requests need the Enterprise plan/],
      ['enterprise', 403, 200, /^SCIM needs SAML to be set up before/],
      ['none', 200, 200, null],
    ] as const) {
      const { acme, scim } = await directory(t, store, { emulate: { ...defaultSettings.emulate, plan } })
      const answer = await scim('GET', '/Users')
      assert.equal(answer.status, status, plan)
      const owner = acme.as('owner')
      const made = await owner.post(`/admin/v1/spaces/${acme.id}/scim_tokens`, { name: 'okta' })
      assert.equal(made.status, madeStatus, plan)
      if (detail === null) continue
      assert.deepEqual(answer.body.schemas, ERROR)
      assert.match(answer.body.detail, detail)
      const saml = await owner.put(`/admin/v1/spaces/${acme.id}/saml`, {
        metadata_xml: metadataXml(),
        enabled: true,
      })
      assert.equal(saml.status, 200)
      assert.equal((await scim('GET', '/Users')).status, plan === 'enterprise' ? 200 : 403)
    }
  })

  test('tells truly what its resources are', async (t) => {
    const { scim } = await directory(t, store)
    const { body: types } = await scim('GET', '/ResourceTypes')
    const { body: schemas } = await scim('GET', '/Schemas')
    const ids = schemas.Resources.map(({ id }: { id: string }) => id)
    for (const type of types.Resources) {
      for (const id of [type.schema, ...type.schemaExtensions.map((one: { schema: string }) => one.schema)]) {
        assert.ok(ids.includes(id))
        assert.equal((await scim('GET', `/Schemas/${id}`)).body.id, id)
      }
      assert.equal((await scim('GET', `/ResourceTypes/${type.id}`)).body.endpoint, type.endpoint)
      assert.equal((await scim('GET', type.endpoint)).status, 200)
    }
    assert.equal(schemas.totalResults, 5)
  })

  test('keeps of two workspaces each its own', async (t) => {
    const { acme, scim } = await directory(t, store)
    const { body } = await scim('POST', '/Users', aUser('grace@acme.test', { externalId: 'x1' }))
    const other = await directory(t, { ...store, open: async () => acme.store })
    assert.equal((await other.scim('GET', `/Users/${body.id}`)).status, 404)
    assert.equal((await other.scim('GET', '/Users?filter=externalId eq "x1"')).body.totalResults, 0)
    assert.equal((await other.scim('POST', '/Users', aUser('grace@acme.test'))).status, 201)
    const group = { displayName: 'Navy', members: [{ value: body.id }] }
    assert.equal((await other.scim('POST', '/Groups', group)).status, 400)
  })
})
