/** Calls of `/v1` and `/admin/v1` as the person who is signed in. */
import { askForProof } from './proof.ts'
import { noteReached } from './reach.ts'

/** An error that the server answered (API reference, "Status codes"). */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  /** `object_not_found` for one. */
  readonly code: string
  readonly requestId: string | null

  constructor(status: number, body: { message?: string; code?: string; request_id?: string }) {
    super(body.message ?? `The server answered with status ${status}.`)
    this.status = status
    this.code = body.code ?? 'unknown'
    this.requestId = body.request_id ?? null
  }
}

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

let csrfToken = ''

/** What shows that requests come from our own page; `GET /app/session` tells it. */
export function setCsrfToken(token: string): void {
  csrfToken = token
}

/**
 * Calls the API. Where the server wants to know again who is there it waits for that.
 *
 * @throws ApiError when the server refuses, TypeError when it is not reached.
 */
export async function call<T>(method: Method, path: string, body?: unknown): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const response = await send(method, path, body)
    const answer: unknown = await response.json().catch(() => ({}))
    if (response.ok) return answer as T
    const kind = attempt === 1 && proofWanted(response.status, answer as Refusal)
    if (kind && (await askForProof(kind))) continue
    throw new ApiError(response.status, answer as Refusal)
  }
}

interface Refusal {
  message?: string
  code?: string
  request_id?: string
  additional_data?: { reason?: string }
}

const proofWanted = (status: number, { additional_data }: Refusal): 'sign-in' | 'confirm' | null =>
  status === 401 ? 'sign-in' : additional_data?.reason === 'recent_sign_in_needed' ? 'confirm' : null

async function send(method: Method, path: string, body: unknown): Promise<Response> {
  try {
    const response = await fetch(path, {
      method,
      headers: {
        'notion-version': '2026-03-11',
        ...(method === 'GET' ? {} : { 'x-csrf-token': csrfToken }),
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    })
    noteReached(true)
    return response
  } catch (error) {
    noteReached(false)
    throw error
  }
}

export const get = <T>(path: string): Promise<T> => call<T>('GET', path)

/** A page of a list. */
export interface Listed<T> {
  results: T[]
  next_cursor: string | null
  has_more: boolean
}

/** Every result of a list, page by page. For lists that a person made, not for rows. */
export async function getAll<T>(path: string): Promise<T[]> {
  const results: T[] = []
  let cursor: string | null = null
  do {
    const query: string = new URLSearchParams({
      page_size: '100',
      ...(cursor && { start_cursor: cursor }),
    }).toString()
    const page: Listed<T> = await get(`${path}${path.includes('?') ? '&' : '?'}${query}`)
    results.push(...page.results)
    cursor = page.next_cursor
  } while (cursor !== null)
  return results
}

/** To the sign-in, and back here after it. */
export function leaveToSignIn(): void {
  location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`)
}
