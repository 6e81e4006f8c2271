import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addressOf, readConfig } from './config.ts'
import { WrongUsage } from './failures.ts'

describe('readConfig', () => {
  test('has a default for everything', () => {
    assert.deepEqual(readConfig({}, {}), {
      port: 3000,
      host: '127.0.0.1',
      url: null,
      data: './data',
      databaseUrl: null,
      key: null,
      files: { folder: 'data/files' },
      smtpUrl: null,
      oidc: null,
      allowPrivate: [],
      dns: [],
      trustedProxies: [],
    })
  })

  test('lets a flag go before its variable, and an empty variable count as none', () => {
    const config = readConfig({ port: '4000' }, { PORT: '5000', HOST: '', OCTAVO_DATA: '/var/octavo' })
    assert.deepEqual(
      [config.port, config.host, config.files],
      [4000, '127.0.0.1', { folder: '/var/octavo/files' }],
    )
  })

  test('reads what is more than text', () => {
    const config = readConfig(
      {},
      {
        OCTAVO_URL: 'https://octavo.example.com/',
        OCTAVO_KEY: Buffer.alloc(32, 1).toString('base64'),
        OCTAVO_ALLOW_PRIVATE: 'hooks.internal, 10.0.0.0/8 fd00::/8',
        OCTAVO_DNS: '192.0.2.53, 127.0.0.1:5353 [::1]:53 2001:db8::1',
        OCTAVO_TRUSTED_PROXIES: '127.0.0.1,10.0.0.0/8, ::1',
      },
    )
    assert.equal(config.url, 'https://octavo.example.com')
    assert.deepEqual(config.key, Buffer.alloc(32, 1))
    assert.deepEqual(config.allowPrivate, ['hooks.internal', '10.0.0.0/8', 'fd00::/8'])
    assert.deepEqual(config.dns, ['192.0.2.53', '127.0.0.1:5353', '[::1]:53', '2001:db8::1'])
    assert.deepEqual(config.trustedProxies, ['127.0.0.1', '10.0.0.0/8', '::1'])
    assert.throws(() => readConfig({}, { OCTAVO_TRUSTED_PROXIES: 'proxy.internal' }), {
      message:
        'OCTAVO_TRUSTED_PROXIES should list addresses and networks like 10.0.0.0/8, instead held "proxy.internal".',
    })
  })

  const places: [string, object][] = [
    ['/var/files', { folder: '/var/files' }],
    ['s3://octavo', { bucket: 'octavo', prefix: '', endpoint: null, region: null }],
    [
      's3://octavo/acme/files/?endpoint=http://127.0.0.1:9000&region=eu-west-1',
      { bucket: 'octavo', prefix: 'acme/files/', endpoint: 'http://127.0.0.1:9000', region: 'eu-west-1' },
    ],
  ]
  for (const [text, place] of places) {
    test(`takes ${text} for files`, () =>
      assert.deepEqual(readConfig({}, { OCTAVO_FILES: text }).files, place))
  }

  const wrong: [Record<string, string>, string][] = [
    [{ PORT: 'http' }, 'PORT should be a number from 0 to 65535, instead was "http".'],
    [{ PORT: '-1' }, 'PORT should be a number from 0 to 65535, instead was "-1".'],
    [
      { OCTAVO_URL: 'octavo.example.com' },
      'OCTAVO_URL should be an address like https://octavo.example.com, instead was "octavo.example.com".',
    ],
    [
      { OCTAVO_URL: 'https://octavo.example.com/?a' },
      'OCTAVO_URL should be an address like https://octavo.example.com, instead was "https://octavo.example.com/?a".',
    ],
    [
      { DATABASE_URL: 'mysql://root:secret@db' },
      'DATABASE_URL should begin with postgres:// or postgresql://.',
    ],
    [{ SMTP_URL: 'mail.example.com' }, 'SMTP_URL should begin with smtp:// or smtps://.'],
    [
      { OCTAVO_KEY: 'c2VjcmV0' },
      'OCTAVO_KEY should be 32 bytes in base64, such as `openssl rand -base64 32` prints.',
    ],
    ...['https://files.example.com', 's3://', 's3://octavo?endpoint=files', 's3://octavo?acl=public'].map(
      (text): [Record<string, string>, string] => [
        { OCTAVO_FILES: text },
        `OCTAVO_FILES should be a folder or an address like s3://bucket/prefix?endpoint=https://s3.example.com&region=eu-west-1, instead was "${text}".`,
      ],
    ),
    [
      { OCTAVO_ALLOW_PRIVATE: '10.0.0.0/33' },
      'OCTAVO_ALLOW_PRIVATE should list host names, addresses and networks like 10.0.0.0/8, instead held "10.0.0.0/33".',
    ],
  ]
  for (const [environment, message] of wrong) {
    test(`refuses ${JSON.stringify(environment)}`, () => {
      assert.throws(
        () => readConfig({}, environment),
        (error) => {
          assert.ok(error instanceof WrongUsage)
          assert.equal(error.message, message)
          return true
        },
      )
    })
  }

  test('refuses an empty flag by its name', () => {
    assert.throws(() => readConfig({ data: '' }, {}), /^Error: --data should not be empty\.$/)
  })
})

describe('addressOf', () => {
  const cases: [string | null, string, string][] = [
    [null, '127.0.0.1', 'http://127.0.0.1:80'],
    [null, '0.0.0.0', 'http://127.0.0.1:80'],
    [null, '::', 'http://[::1]:80'],
    [null, 'fd00::1', 'http://[fd00::1]:80'],
    ['https://octavo.example.com', '0.0.0.0', 'https://octavo.example.com'],
  ]
  for (const [url, host, address] of cases) {
    test(`of ${url ?? host} is ${address}`, () => assert.equal(addressOf({ url, host, port: 80 }), address))
  }
})
