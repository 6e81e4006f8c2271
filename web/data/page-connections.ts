/** The connections of a page or database: those added there, and those that come from above. */
import { queryOptions } from '@tanstack/react-query'
import type { ConnectionOnPage } from '#client/generated.ts'
import { call, getAll } from './api.ts'
import { queryClient } from './query-client.ts'
import type { TreeItem } from './tree.ts'

export type { ConnectionOnPage }

type Node = Pick<TreeItem, 'id' | 'type'>

const pathOf = ({ id, type }: Node): string => `/v1/${type}s/${id}/connections`

export const pageConnectionsQuery = (node: Node) =>
  queryOptions({
    queryKey: ['settings', 'connection', 'on', node.id],
    queryFn: () => getAll<ConnectionOnPage>(pathOf(node)),
  })

export async function addToPage(node: Node, connectionId: string): Promise<void> {
  await call('POST', pathOf(node), { connection_id: connectionId })
  await queryClient.invalidateQueries({ queryKey: ['settings', 'connection'] })
}

/** Takes one bot of a connection off a page or database that it was added to; others of it stay. */
export async function takeBotOffPage(node: Node, botId: string): Promise<void> {
  await call('PATCH', `/v1/${node.type}s/${node.id}/permissions`, { remove: [{ bot_id: botId }] })
  await queryClient.invalidateQueries({ queryKey: ['settings', 'connection'] })
}

/** Where it comes from above, the page stops inheriting. */
export async function takeOffPage(node: Node, connectionId: string): Promise<void> {
  await call('DELETE', `${pathOf(node)}/${connectionId}`)
  await queryClient.invalidateQueries({ queryKey: ['settings', 'connection'] })
}
