import type { ApiVersion } from '#server/api/versions/change.ts'
import { type CheckOptions, checkError, checkResponse } from './check-response.ts'

/** One request and its answer. */
export interface Exchange {
  method: string
  /** Path and query. */
  path: string
  version: ApiVersion
  status: number
  /** Undefined when the answer is no JSON. */
  body: unknown
}

export interface CheckingOptions extends CheckOptions {
  /** Told of every exchange, before it is checked. */
  onExchange?: ((exchange: Exchange) => void) | undefined
}

/** As much of `fetch`'s settings as every SDK gives. */
interface Settings {
  method?: string
  headers?: Record<string, string>
  body?: string | FormData
}

/** A `fetch` that fails where an answer is not what the SDK types, or an error not what the API sends. */
export function checkingFetch(options: CheckingOptions = {}) {
  return async (url: string, { method = 'GET', headers = {}, body }: Settings = {}): Promise<Response> => {
    // The first SDKs say `patch`. Their own node-fetch sends that as PATCH, the `fetch` of Node as it is.
    const asked = method.toUpperCase()
    const response = await fetch(url, { method: asked, headers, body: body ?? null })
    const { pathname, search } = new URL(url)
    const exchange: Exchange = {
      method: asked,
      path: pathname + search,
      version: new Headers(headers).get('Notion-Version') as ApiVersion,
      status: response.status,
      body: parse(await response.clone().text()),
    }
    options.onExchange?.(exchange)
    checkExchange(exchange, options)
    return response
  }
}

/** Checks one answer, successful or not. */
export function checkExchange(exchange: Exchange, options: CheckOptions = {}): void {
  const { method, path, version, status, body } = exchange
  const address = `${method} ${path}`
  if (status >= 400) checkError(address, status, body)
  // What is done later is answered with the task that does it, whichever endpoint was asked.
  else checkResponse(version, status === 202 ? 'asyncTasks.retrieve' : address, body, options)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
