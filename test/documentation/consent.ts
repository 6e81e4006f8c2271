/** Ada of the sandbox lets a connection in, at a server that runs elsewhere. */
import type { FastifyInstance, InjectOptions } from 'fastify'
import { formBrowser } from '../form-browser.ts'

const HOME = '0c7a0000-0000-4000-8000-000000000001'
const AUTHORIZE = '/v1/oauth/authorize'

/** Signs in, agrees, chooses the page Home, and follows the way back to the client. */
export async function consentAsAda(address: string): Promise<void> {
  const { origin, pathname, search } = new URL(address)
  const browser = formBrowser(
    { inject: (options: InjectOptions) => send(origin, options) } as FastifyInstance,
    origin,
  )
  await browser.open('/login')
  await browser.submit('/login', { email: 'ada@octavo.test', password: 'analytical engine' })
  await browser.open(pathname + search)
  await browser.submit(AUTHORIZE, { step: 'choose' })
  const { path } = await browser.submit(AUTHORIZE, { step: 'allow', pages: [HOME] })
  await fetch(path)
}

async function send(origin: string, { method, url, headers, payload }: InjectOptions) {
  const response = await fetch(origin + String(url), {
    method: method!,
    headers: headers as Record<string, string>,
    redirect: 'manual',
    ...(payload === undefined ? {} : { body: String(payload) }),
  })
  return {
    statusCode: response.status,
    headers: { ...Object.fromEntries(response.headers), 'set-cookie': response.headers.getSetCookie() },
    body: await response.text(),
  }
}
