import type { FastifyReply } from 'fastify'

/** Sends a browser on after a form. */
export const redirect = (reply: FastifyReply, address: string): FastifyReply =>
  reply.code(303).header('location', address).header('cache-control', 'no-store').send()

/** An address on this server that a form asks to be taken to; the start page when it is anything else. */
export function localAddress(asked: string): string {
  const base = 'http://local.invalid'
  if (!asked.startsWith('/') || !URL.canParse(asked, base)) return '/'
  const { origin, pathname, search, hash } = new URL(asked, base)
  // A path of two slashes would be read as a host by the browser.
  return origin === base && !pathname.startsWith('//') ? pathname + search + hash : '/'
}

/** Takes who is not signed in to where they do that, and on to an address on this server. */
export const toSignIn = (reply: FastifyReply, next: string): FastifyReply =>
  redirect(reply, `/login?next=${encodeURIComponent(next)}`)

/** Signing in is a step of authorising a connection; see the screens there. */
export const leadsElsewhere = (next: string): boolean => next.startsWith('/v1/oauth/authorize?')
