import { insertRequest, requestsOf } from '#server/store/connection-requests.ts'
import type { ConnectionRequestRow, ConnectionRow } from '#server/store/tables/connections.ts'
import { ownersOf, userById } from '#server/store/users.ts'
import { invalid, Problem } from '#shared/problem.ts'
import type { Context } from '../context.ts'
import { mailOf } from '../mail/paragraphs.ts'
import { queueMail } from '../mail/queue.ts'
import { makeKnown } from './find.ts'
import { mayInstall, refusals } from './may-install.ts'

/** Asks owners to approve a connection; who has asked already is only reminded of it. */
export async function requestConnection(
  context: Context,
  connection: ConnectionRow,
  message: string | null,
): Promise<ConnectionRequestRow> {
  const { db, workspace, actor, now } = context
  if (actor.type === 'bot') throw new Problem('forbidden', 'Only people may ask for a connection.')
  const answer = await mayInstall(context, connection)
  if (answer === 'yes') throw invalid(`You may add "${connection.name}" without asking.`)
  if (answer !== 'only approved') throw new Problem('forbidden', refusals[answer](connection.name))

  const last = (await requestsOf(db, workspace.id, actor.userId, [connection.id])).at(-1)
  if (last?.state === 'pending') return last
  await makeKnown(context, connection)
  const request: ConnectionRequestRow = {
    workspace_id: workspace.id,
    id: context.newId(),
    connection_id: connection.id,
    user_id: actor.userId,
    message,
    state: 'pending',
    created_time: now,
    decided_time: null,
    decided_by: null,
  }
  await insertRequest(db, request)
  context.record({
    type: 'connection.requested',
    entity: { type: 'connection', id: connection.id },
    data: { request_id: request.id },
  })
  await tellOwners(context, connection, message)
  return request
}

async function tellOwners(context: Context, { name }: ConnectionRow, message: string | null): Promise<void> {
  const { db, workspace, actor, baseUrl } = context
  const [person] = await userById(db, workspace.id, actor.userId)
  const who = person?.name ?? person?.email ?? 'A member'
  for (const owner of await ownersOf(db, workspace.id)) {
    const mail = mailOf(owner.email!, `${who} asks for the connection “${name}”`, [
      `${who} would like to add the connection “${name}” to the workspace “${workspace.name}”, where only approved connections may be added.`,
      ...(message === null ? [] : [`They wrote: ${message}`]),
      `Approve or refuse it among the connection requests of the workspace at ${baseUrl}.`,
    ])
    await queueMail(context, mail)
  }
}
