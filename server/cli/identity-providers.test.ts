import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { readProviders } from './identity-providers.ts'

const google = {
  id: 'google',
  name: 'Google',
  issuer: 'https://accounts.google.com',
  client_id: 'octavo',
  client_secret: 'secret',
  domains: ['Acme.com'],
  join: '0199A0000000700080000000000000A1',
}

describe('identity providers', () => {
  test('are none by themselves', async () => assert.deepEqual(await readProviders(null), []))

  test('are read from text, or a file in YAML', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'octavo-oidc-'))
    t.after(() => rm(folder, { recursive: true }))
    const path = join(folder, 'oidc.yaml')
    await writeFile(
      path,
      '- id: entra\n  name: Entra ID\n  issuer: https://login.microsoftonline.com/t/v2.0\n  client_id: octavo\n  trust_email: true\n',
    )
    assert.deepEqual(await readProviders(JSON.stringify([google])), [
      {
        id: 'google',
        name: 'Google',
        issuer: 'https://accounts.google.com',
        clientId: 'octavo',
        clientSecret: 'secret',
        domains: ['acme.com'],
        join: '0199a000-0000-7000-8000-0000000000a1',
        trustsEmail: false,
      },
    ])
    const [entra] = await readProviders(path)
    assert.deepEqual(
      [entra!.clientSecret, entra!.domains, entra!.join, entra!.trustsEmail],
      [null, null, null, true],
    )
  })

  const wrong: [unknown, RegExp][] = [
    [[null], /OCTAVO_OIDC: 0 should be an object with id, name/],
    [[{ ...google, id: 'Google' }], /OCTAVO_OIDC: 0\.id should be small letters/],
    [[{ ...google, name: undefined }], /0\.name should be what its button says, instead it is absent/],
    [[{ ...google, issuer: 'accounts.google.com' }], /0\.issuer should be the address/],
    [[{ ...google, issuer: 'https://a.test/?b' }], /0\.issuer should be the address/],
    [[{ ...google, client_secret: '' }], /0\.client_secret should be the secret/],
    [[{ ...google, domains: [] }], /0\.domains should be a list of domains/],
    [[{ ...google, domains: ['@acme.com'] }], /0\.domains should be a list of domains/],
    [[{ ...google, trust_email: 'yes' }], /0\.trust_email should be true or false/],
    [[{ ...google, join: 'Acme' }], /0\.join should be the id of a workspace/],
    [[{ ...google, domains: undefined }], /0\.join needs domains beside it/],
    [[{ ...google, secret: 'x' }], /0\.secret is not known/],
    [[google, google], /"google" comes twice/],
  ]
  for (const [text, says] of wrong) {
    test(`are refused: ${says.source}`, () => assert.rejects(readProviders(JSON.stringify(text)), says))
  }
  test('are refused: no YAML, no list, no file', async () => {
    await assert.rejects(readProviders('[{'), /is neither YAML nor JSON/)
    await assert.rejects(readProviders('/nowhere/oidc.yaml'), /cannot be read/)
  })
})
