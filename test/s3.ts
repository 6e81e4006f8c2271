/** An S3 store of one's own, for tests. */
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { FilesPlace } from '#server/config.ts'
import { temporaryFolder } from './octavo-process.ts'

interface S3Server {
  run(): Promise<AddressInfo>
  close(): Promise<void>
}

/** The only credentials that it knows. */
export const s3Credentials = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' }

/** Starts a store with an empty bucket, and says how `OCTAVO_FILES` names it. */
export async function startS3(t: {
  after(work: () => Promise<void> | void): void
}): Promise<{ place: Extract<FilesPlace, { bucket: string }>; setting: string }> {
  // It has no types.
  const S3rver = createRequire(import.meta.url)('@20minutes/s3rver') as new (options: object) => S3Server
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    // It reads the address of a whole bucket otherwise than Amazon's library signs it.
    allowMismatchedSignatures: true,
    directory: await temporaryFolder(t),
    configureBuckets: [{ name: 'octavo' }],
  })
  const { port } = await server.run()
  t.after(() => server.close())
  const endpoint = `http://127.0.0.1:${port}`
  return {
    place: { bucket: 'octavo', prefix: 'files/', endpoint, region: 'eu-west-1' },
    setting: `s3://octavo/files?endpoint=${endpoint}&region=eu-west-1`,
  }
}
