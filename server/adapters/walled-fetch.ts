/** `fetch` for libraries that speak a protocol of their own: within the operator's walls. */
import type { IncomingMessage } from 'node:http'
import type { LookupFunction } from 'node:net'
import { toUnreachable } from './exchange.ts'
import { UnreachableAddress } from './walls.ts'

export interface FetchOptions {
  method: string
  headers: Readonly<Record<string, string>>
  body?: string | undefined
  signal?: AbortSignal | undefined
}

/** Bytes of an answer; one that is longer is refused. */
const MOST_ANSWER = 1024 * 1024

/** Milliseconds without a sign of life. */
const MOST_SILENCE = 10_000

/**
 * Asks an address that was found to be open, and reads the answer to the end. Redirects are not followed.
 *
 * @throws `UnreachableAddress` when it does not answer, or at too great length.
 */
export async function fetchWhole(
  address: URL,
  { method, headers, body, signal }: FetchOptions,
  options: { lookup: LookupFunction; ca?: string },
): Promise<Response> {
  // Loaded here because a server that asks for nothing has no use for it.
  const { request: send } =
    address.protocol === 'https:' ? await import('node:https') : await import('node:http')
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = send(address, {
      ...options,
      method,
      signal,
      agent: false,
      timeout: MOST_SILENCE,
      headers: { 'user-agent': 'Octavo', ...headers },
    })
    request.on('response', resolve)
    request.on('timeout', () => request.destroy(new UnreachableAddress('It did not answer in time.')))
    request.on('error', (error) => reject(toUnreachable(error)))
    request.end(body)
  })
  const text = await readWhole(answer).catch((error: unknown) => {
    throw toUnreachable(error)
  })
  const hasBody = ![204, 205, 304].includes(answer.statusCode!)
  return new Response(hasBody ? text : null, {
    status: answer.statusCode!,
    headers: Object.entries(answer.headersDistinct).flatMap(([name, values]) =>
      (values ?? []).map((value): [string, string] => [name, value]),
    ),
  })
}

async function readWhole(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of answer) {
    length += chunk.length
    if (length > MOST_ANSWER) throw new UnreachableAddress('It answered at too great length.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
