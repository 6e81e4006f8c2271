/**
 * `octavo/client`: what Notion's SDK has no methods for, access to pages, administration and changes among it.
 * Its options are named as the SDK's, and both may share a token.
 */
import { blocksIn } from './event-stream.ts'
import { type Methods, operations } from './generated.ts'
import type { Operation } from './operation.ts'

export type * from './generated.ts'

export interface ClientOptions {
  /** The token of a connection, or a personal access token. */
  auth: string
  /** Where the server is, such as `https://octavo.example.com`. */
  baseUrl: string
  /** The API version to speak; the newest when not given. */
  notionVersion?: string
  /** How long an answer may take, in milliseconds; a minute when not given. */
  timeoutMs?: number
  /** How often a request is sent again when the server asks to wait; twice when not given. */
  retries?: number
  fetch?: typeof fetch
}

/** An error that the server answered (API reference, "Status codes"). */
export class OctavoError extends Error {
  override readonly name = 'OctavoError'
  /** `object_not_found` for one. */
  readonly code: string
  readonly status: number
  readonly additionalData: Readonly<Record<string, unknown>>
  readonly requestId: string | null

  constructor(status: number, body: ErrorBody) {
    super(body.message ?? `The server answered with status ${status}.`)
    this.status = status
    this.code = body.code ?? 'unknown'
    this.additionalData = body.additional_data ?? {}
    this.requestId = body.request_id ?? null
  }
}

interface ErrorBody {
  message?: string
  code?: string
  additional_data?: Record<string, unknown>
  request_id?: string
}

/**
 * A client of one server. Every method takes one object with the arguments of path, query and body, and resolves
 * to the answer; it rejects with an `OctavoError`. What is followed comes one by one, for `for await`: it goes on where it
 * was cut off, and ends when the caller no longer sees what they follow.
 */
export function createClient(options: ClientOptions): Methods {
  const methods: Branch = {}
  for (const [name, operation] of Object.entries(operations)) {
    const path = name.split('.')
    let branch = methods
    for (const part of path.slice(0, -1)) {
      branch[part] ??= {}
      branch = branch[part] as Branch
    }
    const send = operation.isStream ? follow : call
    branch[path.at(-1)!] = (args: Arguments = {}) => send(options, operation, args)
  }
  return methods as unknown as Methods
}

type Arguments = Record<string, unknown>
interface Branch {
  [name: string]: Branch | ((args?: Arguments) => Promise<unknown> | AsyncIterable<unknown>)
}

const NEWEST = '2026-03-11'

async function call(options: ClientOptions, operation: Operation, args: Arguments): Promise<unknown> {
  const { timeoutMs = 60_000, retries = 2 } = options
  const { url, body } = requestOf(options.baseUrl, operation, args)
  for (let attempt = 0; ; attempt++) {
    const response = await (options.fetch ?? fetch)(url, {
      method: operation.method,
      headers: {
        ...headersOf(options),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(timeoutMs),
    })
    const answer: unknown = await response.json().catch(() => ({}))
    if (response.ok) return answer
    if (response.status !== 429 || attempt >= retries)
      throw new OctavoError(response.status, answer as ErrorBody)
    await pause(Number(response.headers.get('retry-after') ?? 1))
  }
}

const headersOf = ({ auth, notionVersion = NEWEST }: ClientOptions): Record<string, string> => ({
  authorization: `Bearer ${auth}`,
  'notion-version': notionVersion,
})

const pause = (seconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, seconds * 1000))

/** Connects again whenever a stream that had begun is cut off. */
async function* follow(
  options: ClientOptions,
  operation: Operation,
  args: Arguments,
): AsyncGenerator<Record<string, unknown>> {
  const { url } = requestOf(options.baseUrl, operation, args)
  let last: string | null = null
  for (; ; await pause(1)) {
    const headers = { ...headersOf(options), ...(last === null ? {} : { 'last-event-id': last }) }
    try {
      const response = await (options.fetch ?? fetch)(url, { headers })
      if (!response.ok) throw new OctavoError(response.status, (await response.json()) as ErrorBody)
      for await (const { id, data } of blocksIn(response.body!)) {
        last = id ?? last
        if (data !== null) yield { ...JSON.parse(data), cursor: id }
      }
    } catch (error) {
      const status = error instanceof OctavoError ? error.status : 503
      if (last !== null && status === 404) return
      if (last === null || (status !== 429 && status < 500)) throw error
    }
  }
}

/** Puts each argument where the operation wants it. */
export function requestOf(
  baseUrl: string,
  { method, path, query }: Operation,
  args: Arguments,
): { url: string; body: string | undefined } {
  const rest = new Map(Object.entries(args).filter(([, value]) => value !== undefined))
  const take = (name: string) => {
    const value = rest.get(name)
    rest.delete(name)
    return value
  }
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = take(name)
    if (value === undefined) throw new TypeError(`${method} ${path} needs the argument ${name}.`)
    return encodeURIComponent(String(value))
  })
  const url = new URL(baseUrl.replace(/\/$/, '') + filled)
  for (const name of query) {
    const value = take(name)
    if (value !== undefined && value !== null) url.searchParams.set(name, String(value))
  }
  const hasBody = method !== 'GET' && (rest.size > 0 || method !== 'DELETE')
  return { url: url.href, body: hasBody ? JSON.stringify(Object.fromEntries(rest)) : undefined }
}
