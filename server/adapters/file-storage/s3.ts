/** Files in a bucket of an S3-compatible store. Its library is loaded with the first file: it is large. */
import { Readable } from 'node:stream'
import type { S3Client } from '@aws-sdk/client-s3'
import type { FileStorage } from './file-storage.ts'

export interface BucketPlace {
  bucket: string
  /** Before every key: empty, or a path that ends with a slash. */
  prefix: string
  /** Of a store that is not Amazon's. */
  endpoint: string | null
  region: string | null
}

/** The least that S3 takes as a part, and so the most that is held in memory for each file that comes. */
const PART_BYTES = 5 * 1024 ** 2

/** S3 removes and lists so many at a time. */
const MOST_KEYS = 1000

/** Credentials come from where Amazon's tools look for them: `AWS_ACCESS_KEY_ID` and so on. */
export function bucketStorage({ bucket, prefix, endpoint, region }: BucketPlace): FileStorage {
  let loaded: Promise<{ s3: typeof import('@aws-sdk/client-s3'); client: S3Client }> | null = null
  const load = () => {
    loaded ??= import('@aws-sdk/client-s3').then((s3) => ({
      s3,
      client: new s3.S3Client({
        ...(region === null ? {} : { region }),
        // Stores of one's own seldom have a name for each bucket.
        ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
        // Newer checksums are not known to every store that is not Amazon's.
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
      }),
    }))
    return loaded
  }
  return {
    async put(key, bytes) {
      const { client } = await load()
      const { Upload } = await import('@aws-sdk/lib-storage')
      // What came so far is given up by a request that may fail as well; the first reason counts.
      let broken: unknown = null
      async function* watched() {
        try {
          yield* bytes
        } catch (error) {
          broken = error
          throw error
        }
      }
      const upload = new Upload({
        client,
        params: { Bucket: bucket, Key: prefix + key, Body: Readable.from(watched(), { objectMode: false }) },
        partSize: PART_BYTES,
        queueSize: 1,
      })
      await upload.done().catch((error) => {
        throw broken ?? error
      })
    },
    async read(key, start, end) {
      const { s3, client } = await load()
      if (start >= end) {
        await client.send(new s3.HeadObjectCommand({ Bucket: bucket, Key: prefix + key }))
        return Readable.from([])
      }
      const { Body } = await client.send(
        new s3.GetObjectCommand({ Bucket: bucket, Key: prefix + key, Range: `bytes=${start}-${end - 1}` }),
      )
      return Body as Readable
    },
    async keysIn(folder) {
      const { s3, client } = await load()
      const keys: string[] = []
      let token: string | undefined
      do {
        const page = await client.send(
          new s3.ListObjectsV2Command({
            Bucket: bucket,
            Prefix: prefix + folder,
            MaxKeys: MOST_KEYS,
            ContinuationToken: token,
          }),
        )
        for (const { Key } of page.Contents ?? []) keys.push(Key!.slice(prefix.length))
        token = page.NextContinuationToken
      } while (token !== undefined)
      return keys
    },
    async remove(keys) {
      const { s3, client } = await load()
      // One by one: the command for many asks for a checksum that not every store understands.
      for (const key of keys) {
        await client.send(new s3.DeleteObjectCommand({ Bucket: bucket, Key: prefix + key }))
      }
    },
    async close() {
      const { client } = (await loaded) ?? {}
      client?.destroy()
    },
  }
}
