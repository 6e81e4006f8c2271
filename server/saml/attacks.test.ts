/**
 * Answers that no identity provider gives, and attackers do: none signs anybody in, and the audit log says of each why.
 * The wrappings are the eight of "On Breaking SAML: Be Whoever You Want to Be" (Somorovsky et al., 2012).
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countAttempt, TooManyAttempts } from '#server/domain/sign-in/attempts.ts'
import { type Company, company } from '#test/saml/company.ts'
import {
  assertionXml,
  derOf,
  keys,
  responseXml,
  type Saying,
  sign,
  signedResponse,
} from '#test/saml/identity-provider.ts'
import { describeStores } from '#test/stores.ts'

interface Attack {
  name: string
  reason: string
  /** What is sent, of what the identity provider would say of Grace in answer to the request. */
  send(said: Saying, company: Company): string
}

const VICTIM = 'owner@acme.test'
const SHA1 = 'http://www.w3.org/2000/09/xmldsig#'

const saying = (change: Partial<Saying>) => (said: Saying) => signedResponse({ ...said, ...change })

const altered = (find: string | RegExp, by: string) => (said: Saying) => {
  const sent = signedResponse(said)
  assert.match(sent, typeof find === 'string' ? new RegExp(find) : find)
  return sent.replace(find, by)
}

/** The parts of a response, of which one is signed; and what an attacker would have it say. */
function partsOf(said: Saying, element: 'Assertion' | 'Response') {
  const whole = sign(responseXml(said), element)
  const assertion = /<saml:Assertion.*<\/saml:Assertion>/s.exec(whole)![0]
  const signature = /<Signature.*<\/Signature>/s.exec(whole)![0]
  const evil = assertionXml({ ...said, nameId: VICTIM, assertionId: '_evil' })
  return { whole, assertion, signature, evil, bare: assertion.replace(signature, '') }
}

const afterIssuer = (assertion: string, more: string) =>
  assertion.replace('</saml:Issuer>', `</saml:Issuer>${more}`)
const inObject = (signature: string, more: string) =>
  signature.replace('</Signature>', `<Object>${more}</Object></Signature>`)

const wrappings: Attack[] = [
  {
    name: 'XSW 1: the signed response stands in the signature of another',
    reason: 'assertion_count',
    send(said) {
      const { whole, signature } = partsOf(said, 'Response')
      const inner = whole.replace(signature, '')
      const outer = inner.replace('grace@acme.test', VICTIM).replace(/ ID="_response\d+"/, ' ID="_evil"')
      return afterIssuer(outer, inObject(signature, inner))
    },
  },
  {
    name: 'XSW 2: the signed response stands beside the signature in another',
    reason: 'assertion_count',
    send(said) {
      const { whole, signature } = partsOf(said, 'Response')
      const inner = whole.replace(signature, '')
      const outer = inner.replace('grace@acme.test', VICTIM).replace(/ ID="_response\d+"/, ' ID="_evil"')
      return afterIssuer(outer, `${signature}${inner}`)
    },
  },
  {
    name: 'XSW 3: another assertion stands before the signed one',
    reason: 'assertion_count',
    send(said) {
      const { whole, assertion, evil } = partsOf(said, 'Assertion')
      return whole.replace(assertion, `${evil}${assertion}`)
    },
  },
  {
    name: 'XSW 4: the signed assertion stands in another',
    reason: 'assertion_count',
    send(said) {
      const { whole, assertion, evil } = partsOf(said, 'Assertion')
      return whole.replace(assertion, evil.replace('</saml:Assertion>', `${assertion}</saml:Assertion>`))
    },
  },
  {
    name: 'XSW 5: another assertion has the signature, and the signed one stands at the end',
    reason: 'assertion_count',
    send(said) {
      const { whole, assertion, signature, evil, bare } = partsOf(said, 'Assertion')
      return whole.replace(assertion, `${afterIssuer(evil, signature)}${bare}`)
    },
  },
  {
    name: 'XSW 6: another assertion has the signature, and the signed one stands in that',
    reason: 'assertion_count',
    send(said) {
      const { whole, assertion, signature, evil, bare } = partsOf(said, 'Assertion')
      return whole.replace(
        assertion,
        afterIssuer(evil, signature.replace('</Signature>', `${bare}</Signature>`)),
      )
    },
  },
  {
    name: 'XSW 7: another assertion stands in extensions before the signed one',
    reason: 'assertion_count',
    send(said) {
      const { whole, assertion, evil } = partsOf(said, 'Assertion')
      return whole.replace(assertion, `<samlp:Extensions>${evil}</samlp:Extensions>${assertion}`)
    },
  },
  {
    name: 'XSW 8: the signed assertion stands in an object of the signature of another',
    reason: 'assertion_count',
    send(said) {
      const { whole, assertion, signature, evil, bare } = partsOf(said, 'Assertion')
      return whole.replace(assertion, afterIssuer(evil, inObject(signature, bare)))
    },
  },
  {
    name: 'another assertion takes the ID of the signed one, which hides in another element',
    reason: 'duplicate_id',
    send(said) {
      const { whole, assertion, signature, evil } = partsOf(said, 'Assertion')
      const same = evil.replace('ID="_evil"', `ID="${said.assertionId}"`)
      const hidden = `<x ID="${said.assertionId}">${assertion.replaceAll('saml:Assertion', 'saml:Advice')}</x>`
      return whole.replace(assertion, `${afterIssuer(same, signature)}${hidden}`)
    },
  },
  {
    name: 'the signature of the assertion refers to something else that is signed',
    reason: 'misplaced_signature',
    send: (said) =>
      sign(responseXml(said), 'Response').replace(
        /(<Signature.*<\/Signature>)(.*<\/saml:Issuer>)(<saml:Subject>)/s,
        '$2$1$3',
      ),
  },
  {
    name: 'a second signature stands in the assertion',
    reason: 'misplaced_signature',
    send: (said) => sign(signedResponse(said, { by: keys.other }), 'Assertion'),
  },
  {
    name: 'a signature refers to two things',
    reason: 'misplaced_signature',
    send: altered(/(<Reference .*<\/Reference>)/s, '$1$1'),
  },
]

const forgeries: Attack[] = [
  { name: 'nothing is signed', reason: 'unsigned', send: (said) => responseXml(said) },
  {
    name: 'the signature was taken away',
    reason: 'unsigned',
    send: altered(/<Signature.*<\/Signature>/s, ''),
  },
  {
    name: 'an unsigned assertion was added after the signed one',
    reason: 'assertion_count',
    send(said) {
      const { whole, assertion, evil } = partsOf(said, 'Assertion')
      return whole.replace(assertion, `${assertion}${evil}`)
    },
  },
  {
    name: 'the same assertion comes twice',
    reason: 'assertion_count',
    send: altered(/(<saml:Assertion.*<\/saml:Assertion>)/s, '$1$1'),
  },
  { name: 'the person was changed', reason: 'bad_signature', send: altered('grace@acme.test', VICTIM) },
  {
    name: 'it is signed with another key',
    reason: 'bad_signature',
    send: (said) => signedResponse(said, { by: keys.other }),
  },
  {
    name: "it is signed with another key, whose certificate says that it is the provider's",
    reason: 'bad_signature',
    send: (said) => signedResponse(said, { by: { key: keys.other.key, certificate: keys.idp.certificate } }),
  },
  {
    name: 'the certificate in the answer is exchanged for the right one, the signature is not',
    reason: 'bad_signature',
    send: (said) =>
      signedResponse(said, { by: keys.other }).replace(
        derOf(keys.other.certificate),
        derOf(keys.idp.certificate),
      ),
  },
  {
    name: 'the assertion is well signed, the response by somebody else',
    reason: 'bad_signature',
    send: (said) => sign(signedResponse(said), 'Response', { by: keys.other }),
  },
  {
    name: 'it is signed with SHA-1',
    reason: 'sha1',
    send: (said) => signedResponse(said, { algorithm: `${SHA1}rsa-sha1` }),
  },
  {
    name: 'its digest is made with SHA-1',
    reason: 'sha1',
    send: (said) => signedResponse(said, { digest: `${SHA1}sha1` }),
  },
  {
    name: 'it is "signed" by HMAC with the certificate as the secret',
    reason: 'unknown_algorithm',
    send: (said) => signedResponse(said, { isHmac: true }),
  },
  {
    name: 'a transformation leaves parts out of what is signed',
    reason: 'unknown_algorithm',
    send: altered(
      'Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"',
      'Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"',
    ),
  },
]

const misdirections: Attack[] = [
  {
    name: 'it comes from another issuer',
    reason: 'wrong_issuer',
    send: saying({ issuer: 'https://evil.test' }),
  },
  {
    name: 'it is meant for another service',
    reason: 'wrong_audience',
    send: saying({ audience: 'https://other.test/metadata' }),
  },
  {
    name: 'it is meant for nobody in particular',
    reason: 'wrong_audience',
    send: (said) =>
      sign(
        responseXml(
          said,
          assertionXml(said).replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, ''),
        ),
        'Assertion',
      ),
  },
  {
    name: 'its recipient is another one',
    reason: 'wrong_recipient',
    send: saying({ recipient: 'https://other.test/acs' }),
  },
  {
    name: 'its destination is another one',
    reason: 'wrong_destination',
    send: saying({ destination: 'https://other.test/acs' }),
  },
  {
    name: 'a signed response says no destination',
    reason: 'wrong_destination',
    send: (said) => sign(responseXml({ ...said, destination: null }), 'Response'),
  },
  { name: 'it names nobody', reason: 'no_name_id', send: saying({ nameId: ' ' }) },
  {
    name: 'the identity provider refused',
    reason: 'identity_provider_refused',
    send: saying({ status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' }),
  },
]

const MINUTE = 60_000

const times: Attack[] = [
  { name: 'it has expired', reason: 'expired', send: saying({ notOnOrAfter: -2 * MINUTE }) },
  { name: 'its confirmation has expired', reason: 'expired', send: saying({ confirmedUntil: -2 * MINUTE }) },
  { name: 'it never expires', reason: 'no_confirmation', send: saying({ confirmedUntil: null }) },
  { name: 'it is not valid yet', reason: 'not_yet_valid', send: saying({ notBefore: 2 * MINUTE }) },
  { name: 'it comes from the future', reason: 'not_yet_valid', send: saying({ issued: 2 * MINUTE }) },
  { name: 'it was made long ago', reason: 'too_old', send: saying({ issued: -12 * MINUTE }) },
]

const entity = '<!DOCTYPE r [<!ENTITY who SYSTEM "file:///etc/passwd">]>'

const texts: Attack[] = [
  {
    name: 'it has a document type that reads a file',
    reason: 'dtd',
    send: (said) => entity + signedResponse(said).replace('grace@acme.test', '&who;'),
  },
  { name: 'it uses an entity that nothing defines', reason: 'malformed', send: altered('grace@', '&who;@') },
  {
    name: 'the name has a comment in it, as what was signed has not',
    reason: 'comment',
    send: (said) =>
      signedResponse({ ...said, nameId: `${VICTIM}.evil.test` }).replace(VICTIM, `${VICTIM}<!---->`),
  },
  {
    name: 'the name has a comment in it, which was signed',
    reason: 'comment',
    send: saying({ nameId: `${VICTIM}<!-- -->.evil.test` }),
  },
  {
    name: 'the name has a processing instruction in it',
    reason: 'processing_instruction',
    send: altered('grace@acme.test', `${VICTIM}<?x?>.evil.test`),
  },
  {
    name: 'the name has an element in it',
    reason: 'no_name_id',
    send: saying({ nameId: `${VICTIM}<x xmlns="">.evil.test</x>` }),
  },
  {
    name: 'its elements stand in each other without end',
    reason: 'too_deep',
    send: (said) => responseXml(said, '<x>'.repeat(500)),
  },
  {
    name: 'it has two roots',
    reason: 'malformed',
    send: (said) => signedResponse(said) + signedResponse(said),
  },
  { name: 'it is no XML', reason: 'malformed', send: () => 'Hello' },
  { name: 'it is empty', reason: 'malformed', send: () => '' },
  {
    name: 'it is a request to sign out',
    reason: 'not_a_response',
    send: (said) => responseXml(said).replaceAll('samlp:Response', 'samlp:LogoutRequest'),
  },
  {
    name: 'the assertion is encrypted',
    reason: 'encrypted',
    send: (said) =>
      responseXml(said, '<saml:EncryptedAssertion><EncryptedData xmlns="x"/></saml:EncryptedAssertion>'),
  },
]

const requests: Attack[] = [
  {
    name: 'it answers another request',
    reason: 'unknown_request',
    send: saying({ inResponseTo: '_another' }),
  },
  { name: 'it answers no request', reason: 'unknown_request', send: saying({ inResponseTo: null }) },
  {
    name: 'the response says the right request, the assertion another',
    reason: 'unknown_request',
    send: (said) => sign(responseXml(said, assertionXml({ ...said, inResponseTo: '_another' })), 'Assertion'),
  },
]

describeStores('an answer of an identity provider', (store) => {
  test('signs nobody in when it was tampered with, and the audit log says why', async (t) => {
    const acme = await company(t, store)
    const { begin, arrive, says, browser, failures, sessions } = acme
    for (const { name, reason, send } of [
      ...wrappings,
      ...forgeries,
      ...misdirections,
      ...times,
      ...texts,
      ...requests,
    ]) {
      const victim = browser()
      const { id, relayState } = await begin(victim)
      const shown = await arrive(victim, send(says({ inResponseTo: id }), acme), relayState)
      assert.deepEqual([shown.status, await failures()], [403, [reason]], name)
      assert.match(shown.text, /You are not signed in/, name)
      assert.equal(await sessions(), 0, name)
      assert.ok(!victim.cookies.has('octavo_session') && !victim.cookies.has('octavo_saml_arrival'), name)
    }
  })

  test('counts once: not again, not in another browser, and not without having been asked for', async (t) => {
    const { acme, begin, arrive, says, browser, failures, sessions } = await company(t, store)
    const member = browser()
    const { id, relayState } = await begin(member)
    const good = signedResponse(says({ nameId: 'member@acme.test', inResponseTo: id }))
    assert.equal((await arrive(member, good, relayState)).status, 200)
    assert.equal(await sessions(), 1)

    // The same again, with the request it answered and with a new one.
    assert.equal((await arrive(member, good, relayState)).status, 403)
    const { relayState: fresh } = await begin(member)
    assert.equal((await arrive(member, good, fresh)).status, 403)
    assert.deepEqual(await failures(), ['replayed', 'replayed'])

    // Whoever begins it and lets somebody else's browser come back signs nobody in as themself.
    const attacker = browser()
    const begun = await begin(attacker)
    const own = signedResponse(says({ nameId: 'member@acme.test', inResponseTo: begun.id }))
    const victim = browser()
    assert.equal((await arrive(victim, own, begun.relayState)).status, 403)
    assert.deepEqual(await failures(), ['other_browser'])
    assert.ok(!victim.cookies.has('octavo_session'))
    await begin(victim)
    const next = await begin(attacker)
    const again = signedResponse(says({ nameId: 'member@acme.test', inResponseTo: next.id }))
    assert.equal((await arrive(victim, again, next.relayState)).status, 403)
    assert.deepEqual(await failures(), ['other_browser'])

    const unasked = signedResponse(says({ nameId: 'member@acme.test' }))
    assert.equal((await arrive(browser(), unasked)).status, 403)
    const unknown = signedResponse(says({ nameId: 'member@acme.test', inResponseTo: '_unknown' }))
    assert.equal((await arrive(browser(), unknown)).status, 403)
    assert.deepEqual(await failures(), ['unsolicited', 'unknown_request'])
    assert.equal((await browser().open(`/saml/${acme.id}/finish`)).status, 403)
    assert.deepEqual(await failures(), ['unknown_request'])
    assert.equal(await sessions(), 1)
  })

  test('of one workspace is nothing in another', async (t) => {
    const { acme, admin, begin, arrive, says, browser, sessions } = await company(t, store)
    const { body: second } = await acme.as('owner').post('/admin/v1/workspaces', { name: 'Second' })
    const member = browser()
    const { id, relayState } = await begin(member)
    const xml = signedResponse(says({ nameId: 'member@acme.test', inResponseTo: id }))
    const there = await acme.app.inject({
      method: 'POST',
      url: `/saml/${second.id}/acs`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ SAMLResponse: btoa(xml), RelayState: relayState }).toString(),
    })
    assert.equal(there.statusCode, 404)
    for (const path of [`/saml/${second.id}/login`, '/saml/nothing/login', '/saml/%00/metadata']) {
      assert.equal((await browser().open(path)).status, 404, path)
    }
    await admin('PUT', '/saml', { enabled: false })
    assert.equal((await arrive(member, xml, relayState)).status, 404)
    assert.equal((await browser().open(`/saml/${acme.id}/login`)).status, 404)
    assert.equal(await sessions(), 0)
  })

  test('is read no further than it may be long, and not without end from one address', async (t) => {
    const { acme, arrive, browser, failures } = await company(t, store)
    assert.equal((await arrive(browser(), 'x'.repeat(600_000))).status, 413)
    const wrong = await acme.app.inject({ method: 'POST', url: `/saml/${acme.id}/acs`, payload: '{}' })
    assert.equal(wrong.statusCode, 400)
    await failures()
    for (let round = 0; round < 100; round++) await arrive(browser(), 'Hello')
    assert.equal((await arrive(browser(), 'Hello')).status, 429)
    assert.equal((await failures()).length, 100)
  })

  test('is begun without an attempt at anything else being forgotten', async (t) => {
    const { acme, begin, browser } = await company(t, store)
    const hour = 60 * 60_000
    let time = Math.ceil(Date.now() / hour) * hour
    acme.server.surroundings.now = () => time
    const guess = () =>
      countAttempt(acme.server, { kind: 'code', email: 'member@acme.test', address: '203.0.113.7' })
    for (let count = 0; count < 10; count++) await guess()
    time += 20 * 60_000
    await begin(browser())
    await assert.rejects(guess(), TooManyAttempts)
  })

  test('is not asked after without end either, where nothing arrived', async (t) => {
    const { acme, browser, failures } = await company(t, store)
    const address = (last: number) => `2001:db8::${last.toString(16)}`
    const finish = (last: number) =>
      acme.app.inject({ url: `/saml/${acme.id}/finish`, remoteAddress: address(last) })
    for (let round = 0; round < 100; round++) assert.equal((await finish(round)).statusCode, 403)
    assert.equal((await finish(100)).statusCode, 429, 'a network of IPv6 counts as one')
    assert.equal((await failures()).length, 100)
    assert.equal((await browser().open(`/saml/${acme.id}/finish`)).status, 403, 'somebody elsewhere')
  })

  test('signed with SHA-1 is taken where the workspace allows it', async (t) => {
    const { begin, arrive, says, browser, sessions } = await company(t, store, { allow_sha1: true })
    const member = browser()
    const { id, relayState } = await begin(member)
    const said = says({ nameId: 'member@acme.test', inResponseTo: id })
    const weak = { algorithm: `${SHA1}rsa-sha1`, digest: `${SHA1}sha1` }
    assert.equal((await arrive(member, signedResponse(said, weak), relayState)).status, 200)
    assert.equal(await sessions(), 1)
  })
})
