import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sourceOfImage } from './web-page.ts'

for (const [address, source] of [
  ['https://a.test/b.png', 'https://a.test'],
  ['http://127.0.0.1:3000/avatars/1?x=1', 'http://127.0.0.1:3000'],
  ['https://[::1]/a.png', 'https://[::1]'],
  ['https://bücher.test/a.png', 'https://xn--bcher-kva.test'],
  ["https://a.test;script-src'unsafe-inline'/a.png", null],
  ['https://a.test,https:/a.png', null],
  ['https://*.test/a.png', null],
  ['data:image/png;base64,AAAA', null],
  ['no address', null],
  [null, null],
] as const) {
  test(`a policy lets in the image ${address} as ${source}`, () =>
    assert.equal(sourceOfImage(address), source))
}
