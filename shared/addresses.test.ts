import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLink, isWebAddress, lastSegment } from './addresses.ts'
import { image } from './blocks/image.ts'

test('links are absolute addresses that do not run, or addresses within the workspace', () => {
  for (const link of [
    'https://a.b/ü?x#y',
    'mailto:a@b.c',
    'tel:+1',
    'notion://x',
    '/0123',
    '#part',
    'http://localhost',
  ]) {
    assert.equal(isLink(link), true, link)
  }
  for (const other of [
    '',
    'a',
    'example.com',
    '//evil.example',
    'JavaScript:alert(1)',
    ' javascript:alert(1)',
    'data:,x',
    'https://',
  ]) {
    assert.equal(isLink(other), false, other)
  }
})

test('what is on the web begins with its protocol', () => {
  assert.equal(isWebAddress('HTTPS://example.com'), true)
  for (const other of ['ftp://a.b', 'https:/a.b', 'a.b', ' https://a.b', 'http://'])
    assert.equal(isWebAddress(other), false, other)
})

test('the last segment of a path is read as people write it', () => {
  assert.equal(lastSegment(new URL('https://a.b/c/my%20file.txt?x=/y')), 'my file.txt')
  assert.equal(lastSegment(new URL('https://a.b/c/')), 'c')
  assert.equal(lastSegment(new URL('https://a.b/%ff')), '%ff')
  assert.equal(lastSegment(new URL('https://a.b')), '')
})

test('images are told by their ending, their query or their host', () => {
  const fits = (url: string) => {
    try {
      image.store?.({ external: { url } } as never)
      return true
    } catch {
      return false
    }
  }
  for (const url of [
    'https://example.com/a.png',
    'https://example.com/a.JPEG?width=3',
    'https://example.com/a.svg/revision/latest',
    'https://example.com/image?fm=webp',
    'https://example.com/proxy?url=https%3A%2F%2Fa.b%2Fc.gif',
    'https://images.unsplash.com/photo-1633074320366-365b5e382fb5',
    'https://avatars.githubusercontent.com/u/1?v=4',
    'https://picsum.photos/200',
  ]) {
    assert.equal(fits(url), true, url)
  }
  for (const url of [
    'https://example.com/s/f3bYd42yi7nWPLR/preview',
    'https://example.com/pngs',
    'https://example.com/a.png.html',
    'https://drive.google.com/file/d/1/view',
    'https://example.com',
  ]) {
    assert.equal(fits(url), false, url)
  }
})
