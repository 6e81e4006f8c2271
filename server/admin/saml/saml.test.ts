import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeOutgoing } from '#server/adapters/outgoing-http.ts'
import { defaultSettings } from '#server/domain/workspaces/settings.ts'
import { certificate, serveHttps } from '#test/https.ts'
import { company } from '#test/saml/company.ts'
import { expiredCertificate, IDP, keys, metadataXml, SSO } from '#test/saml/identity-provider.ts'
import { describeStores } from '#test/stores.ts'
import { workspace } from '#test/workspace.ts'

/** Metadata that cannot be used, and what is said of it. */
const unusable: readonly [name: string, xml: string, says: RegExp][] = [
  ['nothing', ' ', /it is not well-formed XML|it is empty/],
  ['no XML', 'Hello', /it is not well-formed XML/],
  ['a page', '<html xmlns="x"/>', /its root should be an EntityDescriptor, instead was "html"/],
  [
    'several entities',
    `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${metadataXml().replace(/<\?.*?\?>/, '')}</md:EntitiesDescriptor>`,
    /several entities \(EntitiesDescriptor\)/,
  ],
  ['a document type', `<!DOCTYPE x>${metadataXml().replace(/<\?.*?\?>\s*/, '')}`, /a document type \(DTD\)/],
  ['no name', metadataXml({ entityId: '' }), /no usable entityID/],
  [
    'a service provider',
    metadataXml().replaceAll('IDPSSODescriptor', 'SPSSODescriptor'),
    /no identity provider/,
  ],
  [
    'SAML 1.1',
    metadataXml().replace('SAML:2.0:protocol"', 'SAML:1.1:protocol"'),
    /no identity provider of SAML 2/,
  ],
  ['no redirect', metadataXml().replace('HTTP-Redirect', 'SOAP'), /HTTP-Redirect/],
  ['a script', metadataXml({ ssoUrl: 'javascript:alert(1)' }), /http or https address/],
  ['no certificate', metadataXml({ certificates: [] }), /no certificate/],
  ['no real certificate', metadataXml({ certificates: ['AAAA'] }), /cannot be read/],
  ['a key that is not RSA', metadataXml({ certificates: [certificate] }), /not RSA/],
]

describeStores('SAML under the administration API', (store) => {
  test('says what the workspace is called before anything is set up, and is set up and taken away', async (t) => {
    const acme = await workspace(t, store)
    const owner = acme.as('owner')
    const path = `/admin/v1/spaces/${acme.id}/saml`
    await acme.events()
    const { body: none } = await owner.get(path)
    const at = `http://octavo.test/saml/${acme.id}`
    assert.deepEqual(none.service_provider, {
      entity_id: `${at}/metadata`,
      acs_url: `${at}/acs`,
      metadata_url: `${at}/metadata`,
      login_url: `${at}/login`,
    })
    assert.deepEqual(
      [none.enabled, none.identity_provider, none.last_test, none.warnings],
      [false, null, null, []],
    )
    assert.equal((await owner.put(path, { enabled: true })).status, 400)
    assert.equal((await owner.post(`${path}/test`)).status, 409)
    assert.equal((await owner.post(`${path}/refresh`)).status, 409)

    const xml = metadataXml({ certificates: [keys.idp.certificate, expiredCertificate] })
    const made = await owner.put(path, { metadata_xml: xml, enabled: true, just_in_time: true })
    assert.equal(made.status, 200, made.body.message)
    const { identity_provider: provider } = made.body
    assert.deepEqual([provider.entity_id, provider.sso_url], [IDP, SSO])
    assert.match(provider.certificates[0].fingerprint_sha256, /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
    assert.equal(provider.certificates[1].valid_to, '2021-01-01T00:00:00.000Z')
    assert.match(
      made.body.warnings.join('\n'),
      /expired on 2021-01-01.*without https.*no verified domain.*not been tested/s,
    )
    assert.deepEqual(await acme.events(), ['saml.metadata_updated', 'saml.settings_updated'])
    const { request_id: _, ...again } = (await owner.put(path, { metadata_xml: xml, enabled: true })).body
    const { request_id: __, ...before } = made.body
    assert.deepEqual(again, before)
    assert.deepEqual(await acme.events(), [], 'what is so already leaves no trace')

    const shown = await acme.app.inject({ url: `/saml/${acme.id}/metadata` })
    assert.match(shown.body, new RegExp(`entityID="${at}/metadata"`))
    assert.match(shown.body, new RegExp(`Location="${at}/acs"`))
    assert.equal((await owner.delete(path)).body.enabled, false)
    assert.equal((await owner.delete(path)).status, 200)
    assert.deepEqual(await acme.events(), ['saml.metadata_removed'])
  })

  test('is refused in a sandbox that rehearses a plan of Notion without it', async (t) => {
    for (const [plan, status] of [
      ['plus', 403],
      ['business', 200],
    ] as const) {
      const acme = await workspace(t, store, { emulate: { ...defaultSettings.emulate, plan } })
      const answer = await acme.as('owner').put(`/admin/v1/spaces/${acme.id}/saml`, { just_in_time: true })
      assert.equal(answer.status, status, plan)
    }
  })

  test('says what is wrong with metadata, and with who and what is named', async (t) => {
    const { put, acme } = await company(t, store)
    for (const [name, metadata_xml, says] of unusable) {
      const { status, body } = await put({ metadata_xml })
      assert.deepEqual([status, body.code], [400, 'validation_error'], name)
      assert.match(body.message, says, name)
    }
    const member = acme.as('member').userId
    for (const [change, says] of [
      [{ metadata_xml: metadataXml(), metadata_url: 'https://idp.test/' }, /metadata_xml or metadata_url/],
      [{ metadata_url: 'http://idp.test/metadata' }, /Only https addresses are reached/],
      [{ metadata_url: 'https://127.0.0.1/metadata' }, /cannot be reached/],
      [{ break_glass: [member] }, /body\.break_glass should hold ids of owners/],
      [{ groups: { attribute: 'groups', map: [{ value: 'a', group_id: member }] } }, /ids of groups/],
      [{ groups: { attribute: '' } }, /body\.groups/],
      [{ enabled: 'yes' }, /body\.enabled should be a boolean/],
      [{ unknown: 1 }, /body\.unknown/],
    ] as const) {
      const { status, body } = await put(change)
      assert.equal(status, 400, JSON.stringify(change))
      assert.match(body.message, says)
    }
  })

  test('fetches metadata by its address at once and every day, and keeps what it has when that fails', async (t) => {
    const { acme, admin, put, newEvents } = await company(t, store)
    let answer: { status?: number; body: string } = {
      body: metadataXml({ entityId: 'https://idp.test/second' }),
    }
    const { url } = await serveHttps(t, (_request, response) => {
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/xml' }).end(answer.body)
    })
    Object.assign(acme.server, { outgoing: makeOutgoing(['127.0.0.1'], { ca: certificate }) })
    const set = await put({ metadata_url: `${url}/metadata` })
    assert.deepEqual([set.status, set.body.identity_provider], [200, null], set.body.message)
    const refreshed = async () => {
      await acme.performDue()
      return (await admin('GET', '/saml')).body
    }
    const first = await refreshed()
    assert.equal(first.identity_provider.entity_id, 'https://idp.test/second')
    assert.ok(
      first.metadata.refreshed_time && first.metadata.next_refresh_time && first.metadata.error === null,
    )

    const both = [keys.idp.certificate, keys.other.certificate]
    for (const [next, error, certificates] of [
      [{ body: metadataXml({ entityId: 'https://idp.test/second', certificates: both }) }, null, 2],
      [{ body: metadataXml({ entityId: 'https://evil.test' }) }, /another identity provider now/, 2],
      [{ body: '<x/>' }, /root should be an EntityDescriptor/, 2],
      [{ status: 302, body: '' }, /status 302. Redirects are not followed/, 2],
      [{ body: 'x'.repeat(600_000) }, /longer than/, 2],
      [{ body: metadataXml({ entityId: 'https://idp.test/second' }) }, null, 1],
      [{ body: metadataXml({ entityId: 'https://idp.test/second' }) }, null, 1],
    ] as const) {
      answer = next
      assert.equal((await admin('POST', '/saml/refresh')).status, 200)
      const { metadata, identity_provider: provider } = await refreshed()
      if (error === null) assert.equal(metadata.error, null)
      else assert.match(metadata.error, error)
      assert.deepEqual(
        [provider.entity_id, provider.certificates.length],
        ['https://idp.test/second', certificates],
      )
    }
    const types = (await newEvents()).map(({ type }) => type).filter((type) => type.startsWith('saml.'))
    assert.deepEqual(types, [
      'saml.metadata_updated',
      'saml.metadata_updated',
      'saml.metadata_updated',
      ...Array(4).fill('saml.metadata_refresh_failed'),
      'saml.metadata_updated',
    ])
  })
})
