/** An https server for tests, under a certificate that only they trust: for localhost and 127.0.0.1. */
import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'

const read = (name: string) => readFileSync(new URL(`./tls/${name}`, import.meta.url), 'utf8')

export const certificate = read('certificate.pem')

/** Listens until the test ends. */
export async function serveHttps(
  t: { after(work: () => Promise<void> | void): void },
  answer: RequestListener,
): Promise<{ port: number; url: string }> {
  const server = createServer({ key: read('key.pem'), cert: certificate }, answer)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.after(
    () =>
      new Promise<void>((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  )
  const { port } = server.address() as AddressInfo
  return { port, url: `https://127.0.0.1:${port}` }
}
