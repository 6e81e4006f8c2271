/** Requests to a server that the operator named, sent again when it asks to wait, fails or cannot be reached. */
import { setTimeout } from 'node:timers/promises'
import { Failure } from '#server/failures.ts'

export interface Answer {
  status: number
  /** Empty where the answer is no JSON object. */
  body: Record<string, unknown>
}

/** Resolves to any answer below 500 that is no 429. */
export type Ask = (method: string, path: string, body?: unknown) => Promise<Answer>

/** Whoever runs the command wants it to end. */
export class Stopped extends Error {}

/** A server that does not answer, or not for now: it may later. */
export class Unavailable extends Failure {}

export interface Server {
  /** Without a slash at its end. */
  url: string
  token: string
  headers?: Record<string, string>
}

export interface Surroundings {
  /** No request begins after it; what is under way comes to its end. */
  stop: AbortSignal
  /** Waits so many milliseconds, or until it is to stop. */
  pause(milliseconds: number): Promise<void>
  /** Tells a person why nothing happens for now. */
  tell(line: string): void
}

/** As a command has them. */
export const surroundingsOf = (stop: AbortSignal, tell: (line: string) => void): Surroundings => ({
  stop,
  pause: (milliseconds) => setTimeout(milliseconds, undefined, { signal: stop }).catch(() => {}),
  tell,
})

const LONGEST_ANSWER = 60_000

/** Milliseconds between the tries of one request. */
const waits = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]

export function requestsTo({ url, token, headers = {} }: Server, { stop, pause, tell }: Surroundings): Ask {
  return async (method, path, body) => {
    for (let attempt = 0; ; attempt++) {
      if (stop.aborted) throw new Stopped()
      const outcome = await send(`${url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        // A token goes to the address that was named, and nowhere else.
        redirect: 'manual',
        signal: AbortSignal.timeout(LONGEST_ANSWER),
      })
      if (!('problem' in outcome)) return outcome
      const wait = waits[attempt]
      if (wait === undefined) throw new Unavailable(`${url} ${outcome.problem}.`)
      const next = outcome.retryAfter ?? wait
      tell(`${url} ${outcome.problem}; again in ${Math.ceil(next / 1000)} s.`)
      await pause(next)
    }
  }
}

interface Trouble {
  problem: string
  retryAfter: number | null
}

async function send(url: string, request: RequestInit): Promise<Answer | Trouble> {
  try {
    const response = await fetch(url, request)
    const { status } = response
    const text = await response.text()
    if (status >= 300 && status < 400 && status !== 304) {
      throw new Failure(`${url} answers from ${response.headers.get('location')}: give that address.`)
    }
    if (status !== 429 && status < 500) return { status, body: readObject(text) }
    // A server that cannot do something says so in the same range, and never will.
    if (status === 501) return { status, body: readObject(text) }
    const problem = status === 429 ? 'asks to wait' : `answers with status ${status}`
    return { problem, retryAfter: readRetryAfter(response.headers.get('retry-after')) }
  } catch (error) {
    if (error instanceof Failure) throw error
    const { cause, message } = error as Error
    return { problem: `cannot be reached: ${(cause as Error)?.message ?? message}`, retryAfter: null }
  }
}

/** Seconds or a date (RFC 9110 section 10.2.3); in milliseconds. */
export function readRetryAfter(text: string | null, now = Date.now()): number | null {
  if (text === null) return null
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isNaN(wait) ? null : Math.max(0, wait)
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** Throws unless the answer is one of success, in the server's own words. */
export function required({ status, body }: Answer, url: string): Record<string, unknown> {
  if (status < 300) return body
  throw new Failure(`${url} refused: ${refusalIn({ status, body })}`)
}

/** Why a server refuses, as Notion's API, SCIM and OAuth say it. */
export const refusalIn = ({ status, body }: Answer): string =>
  String(body.message ?? body.detail ?? body.error_description ?? `status ${status}`)
