import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { temporaryFolder } from '#test/octavo-process.ts'
import { s3Credentials, startS3 } from '#test/s3.ts'
import type { FileStorage } from './file-storage.ts'
import { openFileStorage } from './open.ts'

interface Cleanup {
  after(work: () => Promise<void> | void): void
}

const kinds: [string, (t: Cleanup) => Promise<FileStorage>][] = [
  ['a folder', async (t) => openFileStorage({ folder: await temporaryFolder(t) })],
  ['a bucket', async (t) => openFileStorage((await startS3(t)).place)],
]

async function* chunks(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts
}

for (const [name, open] of kinds) {
  describe(`files in ${name}`, () => {
    const closing: (() => Promise<void> | void)[] = []
    let storage: FileStorage
    before(async () => {
      Object.assign(process.env, s3Credentials)
      storage = await open({ after: (work) => closing.push(work) })
    })
    after(async () => {
      await storage.close()
      for (const close of closing.reverse()) await close()
    })
    const read = async (key: string, start: number, end: number) =>
      Buffer.from(await buffer(await storage.read(key, start, end)))

    test('come back byte for byte, whole and in ranges', async () => {
      // More than one part of a bucket's upload.
      const bytes = randomBytes(11_000_000)
      await storage.put('a/b/c', chunks(bytes.subarray(0, 7), bytes.subarray(7)))
      assert.ok((await read('a/b/c', 0, bytes.length)).equals(bytes))
      assert.deepEqual(await read('a/b/c', 5, 15), bytes.subarray(5, 15))
      assert.deepEqual(await read('a/b/c', bytes.length - 1, bytes.length), bytes.subarray(-1))
      assert.deepEqual(await read('a/b/c', 9, 9), Buffer.alloc(0))
    })

    test('may be empty', async () => {
      await storage.put('a/empty/c', chunks())
      assert.deepEqual(await read('a/empty/c', 0, 0), Buffer.alloc(0))
    })

    test('are there whole or not at all', async () => {
      async function* broken() {
        yield randomBytes(6_000_000)
        throw new Error('broken off')
      }
      await assert.rejects(storage.put('a/broken/c', broken()), /broken off/)
      await assert.rejects(storage.read('a/broken/c', 0, 1))
      assert.deepEqual(await storage.keysIn('a/broken/'), [])
    })

    test('are listed by folder and removed by key, also twice', async () => {
      for (const key of ['one/x/1', 'one/x/2', 'one/y/1']) await storage.put(key, chunks(Buffer.from(key)))
      assert.deepEqual((await storage.keysIn('one/x/')).sort(), ['one/x/1', 'one/x/2'])
      await storage.remove(['one/x/1'])
      await storage.remove(['one/x/1', 'one/x/2'])
      assert.deepEqual(await storage.keysIn('one/x/'), [])
      assert.deepEqual(await storage.keysIn('one/nowhere/'), [])
      await assert.rejects(storage.read('one/x/1', 0, 1))
      assert.equal((await read('one/y/1', 0, 7)).toString(), 'one/y/1')
    })
  })
}

test('a folder is left without empty folders', async (t) => {
  const folder = await temporaryFolder(t)
  const storage = openFileStorage({ folder })
  await storage.put('a/b/c', chunks(Buffer.from('x')))
  await storage.remove(['a/b/c'])
  assert.deepEqual(await readdir(`${folder}/a`), [])
})
