import { requestById, updateRequest } from '#server/store/connection-requests.ts'
import { connectionById } from '#server/store/connections.ts'
import type { ConnectionRequestRow } from '#server/store/tables/connections.ts'
import { userById } from '#server/store/users.ts'
import { toUuid } from '#shared/ids.ts'
import { Problem } from '#shared/problem.ts'
import type { Administration } from '../access/administration.ts'
import type { Context } from '../context.ts'
import { mailOf } from '../mail/paragraphs.ts'
import { queueMail } from '../mail/queue.ts'
import { approve } from './may-install.ts'

/** Answers a request, once: approved, the connection is on the list for everybody. Who asked is told by mail. */
export async function decideRequest(
  context: Context,
  _administration: Administration<'owners'>,
  asked: string,
  state: 'approved' | 'denied',
): Promise<ConnectionRequestRow> {
  const { db, workspace, actor, now } = context
  const id = toUuid(asked)
  const request = await requestById(db, workspace.id, id)
  if (request === undefined) throw new Problem('absent', `Could not find connection request with ID: ${id}.`)
  if (request.state === state) return request
  if (request.state !== 'pending') {
    throw new Problem('conflict', `This request was ${request.state} already.`)
  }
  const decided = { state, decided_time: now, decided_by: actor.userId }
  await updateRequest(db, workspace.id, id, decided)
  if (state === 'approved') await approve(context, request.connection_id)
  context.record({
    type: `connection.request_${state}`,
    entity: { type: 'connection', id: request.connection_id },
    data: { request_id: id, user_id: request.user_id },
    before: { state: request.state },
    after: { state },
  })
  await tellPerson(context, request, state)
  return { ...request, ...decided }
}

async function tellPerson(
  context: Context,
  { connection_id, user_id }: ConnectionRequestRow,
  state: 'approved' | 'denied',
): Promise<void> {
  const { db, workspace, baseUrl } = context
  const connection = await connectionById(db, workspace.id, connection_id)
  const [person] = await userById(db, workspace.id, user_id)
  if (!person?.email || person.state !== 'active' || connection === undefined) return
  const { name } = connection
  const mail =
    state === 'approved'
      ? mailOf(person.email, `“${name}” was approved`, [
          `You may add the connection “${name}” to the workspace “${workspace.name}” now, at ${baseUrl}.`,
        ])
      : mailOf(person.email, `“${name}” was not approved`, [
          `An owner of the workspace “${workspace.name}” decided not to approve the connection “${name}”.`,
        ])
  await queueMail(context, mail)
}
