import { type Static, Type } from 'typebox'
import type { Context } from '#server/domain/context.ts'
import { cancelInvitation } from '#server/domain/invitations/cancel.ts'
import { type Invited, pendingInvitation } from '#server/domain/invitations/invitation.ts'
import { inviteMember, renew } from '#server/domain/invitations/invite.ts'
import { listInvitations } from '#server/domain/invitations/list.ts'
import { invalidCursor } from '#server/http/cursors.ts'
import { listOf, pageSize, pagingFields, presentList, slice } from '#server/http/paging.ts'
import { route } from '#server/http/route.ts'
import { OneOf, StrictObject, Text, Uuid } from '#shared/validation/schemas.ts'
import { isUuid } from '#shared/validation/uuid.ts'
import { Invitation } from '../permissions/answers.ts'
import { presentInvitation } from './present.ts'

const InvitationParams = StrictObject({ invitation_id: Uuid })

const Message = Type.Optional(Type.String({ maxLength: 2000 }))

const InviteBody = StrictObject({
  email: Text(320),
  role: Type.Optional(OneOf(['owner', 'membership_admin', 'member', 'restricted_member', 'guest'])),
  message: Message,
  notify: Type.Optional(Type.Boolean()),
})

const ResendBody = StrictObject({ message: Message })

const writing = { needs: 'write_permissions', isExtension: true } as const

export const invitationRoutes = [
  route({
    method: 'GET',
    url: '/v1/invitations',
    call: 'invitations.list',
    answer: listOf('invitation', Invitation),
    summary:
      'Invitations that wait, or that were accepted or cancelled: one’s own; all of them for who decides on members.',
    needs: 'read_permissions',
    isExtension: true,
    reads: true,
    query: StrictObject({
      status: Type.Optional(OneOf(['pending', 'accepted', 'cancelled'])),
      ...pagingFields,
    }),
    allow: () => null,
    handle: async (context, { query }) => {
      const fromId = query.start_cursor ?? null
      if (fromId !== null && !isUuid(fromId)) throw invalidCursor(fromId)
      const size = pageSize(query.page_size)
      const state = query.status ?? 'pending'
      const rows = await listInvitations(context, { state, fromId, limit: size + 1 })
      return { context, ...slice(rows, size, ({ id }) => id) }
    },
    present: ({ context, results, nextCursor }) =>
      presentList(
        'invitation',
        results.map((invitation) => presentInvitation({ invitation, url: null }, context)),
        nextCursor,
      ),
  }),
  route({
    ...writing,
    method: 'POST',
    url: '/v1/invitations',
    call: 'invitations.create',
    answer: Invitation,
    summary: 'Invites somebody by e-mail to become a member; for owners and membership admins.',
    body: InviteBody,
    allow: () => null,
    handle: async (context, { body }) => ({ context, invited: await inviteMember(context, wanted(body)) }),
    present: presentInvited,
  }),
  route({
    ...writing,
    method: 'POST',
    url: '/v1/invitations/:invitation_id/resend',
    call: 'invitations.resend',
    answer: Invitation,
    summary: 'Sends an invitation again, with a new link; the one before works no more.',
    params: InvitationParams,
    body: ResendBody,
    allow: (context, { params }) => pendingInvitation(context, params.invitation_id),
    handle: async (context, { body }, invitation) => {
      const message = body.message?.trim() || null
      return { context, invited: await renew(context, invitation, { message, notify: true, title: null }) }
    },
    present: presentInvited,
  }),
  route({
    ...writing,
    method: 'DELETE',
    url: '/v1/invitations/:invitation_id',
    call: 'invitations.cancel',
    answer: Invitation,
    summary: 'Takes an invitation back, with all that it was granted.',
    params: InvitationParams,
    allow: (context, { params }) => pendingInvitation(context, params.invitation_id),
    handle: async (context, _request, invitation) => ({
      context,
      invited: { invitation: await cancelInvitation(context, invitation), url: null },
    }),
    present: presentInvited,
  }),
]

const wanted = ({ email, role = 'member', message, notify = true }: Static<typeof InviteBody>) => ({
  email,
  role,
  message: message?.trim() || null,
  notify,
  title: null,
})

function presentInvited({ context, invited }: { context: Context; invited: Invited }) {
  return presentInvitation(invited, context)
}
