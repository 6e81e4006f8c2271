/** Commands that ask a running server over its administration API. */
import type { Environment } from '#server/config.ts'
import { Failure, WrongUsage } from '#server/failures.ts'
import { isWebAddress } from '#shared/addresses.ts'

/** A server that a command asks over the network. */
export interface Address {
  url: string
  token: string
}

/** The server of commands that are always for one over the network, where none is named. */
export const ownServer = ({ OCTAVO_URL }: Environment): string => OCTAVO_URL || 'http://127.0.0.1:3000'

/** The server that the flags of a command name, its token in `OCTAVO_TOKEN` where none is given; null when they name none. */
export function addressIn({
  url,
  token,
  data,
}: {
  url?: string | undefined
  token?: string | undefined
  data?: string | undefined
}): Address | null {
  if (url !== undefined && data !== undefined) throw new WrongUsage('Say --url or --data, not both.')
  if (url === undefined) {
    if (token !== undefined) throw new WrongUsage('--token is for a server that --url names.')
    return null
  }
  if (!isWebAddress(url)) {
    throw new WrongUsage(`--url should be an http or https address, instead was "${url}".`)
  }
  const shown = token ?? process.env.OCTAVO_TOKEN
  if (!shown) throw new WrongUsage('Give a token with OCTAVO_TOKEN or --token.')
  return { url, token: shown }
}

/** @param workspace its id; a connection knows its own. */
export async function askServer(
  address: Address,
  workspace: string | undefined,
  method: string,
  path: string,
  body?: unknown,
): Promise<Record<string, unknown>> {
  const id = workspace ?? (await ownWorkspace(address))
  return call(address, method, `/admin/v1/spaces/${encodeURIComponent(id)}${path}`, body)
}

async function ownWorkspace(address: Address): Promise<string> {
  const me = (await call(address, 'GET', '/v1/users/me')) as { bot?: { workspace_id?: string } }
  if (me.bot?.workspace_id !== undefined) return me.bot.workspace_id
  throw new WrongUsage('A token of a person needs --workspace with the id of the workspace.')
}

async function call(
  { url, token }: Address,
  method: string,
  path: string,
  body?: unknown,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${url.replace(/\/+$/, '')}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'notion-version': '2026-03-11',
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((error: Error) => {
    throw new Failure(
      `${url} cannot be reached: ${(error.cause as Error | undefined)?.message ?? error.message}`,
    )
  })
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>
  if (!response.ok) throw new Failure(`${url} refused: ${answer.message ?? response.status}`)
  return answer
}
