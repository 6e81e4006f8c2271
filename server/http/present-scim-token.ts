import type { ScimToken } from '#server/domain/access/scim-tokens.ts'

const isoTime = (time: number) => new Date(time).toISOString()

const userOf = (id: string | null) => id && { object: 'user', id }

/** A SCIM token as the administration API and the command line tell of it. */
export const presentScimToken = (token: ScimToken) => ({
  object: 'scim_token',
  id: token.id,
  name: token.name,
  hint: token.hint,
  status: token.status,
  created_time: isoTime(token.createdTime),
  created_by: userOf(token.createdBy),
  expiration_time: token.expiresTime && isoTime(token.expiresTime),
  revoked_time: token.revokedTime && isoTime(token.revokedTime),
  revoked_by: userOf(token.revokedBy),
  last_used: token.lastUse && {
    time: isoTime(token.lastUse.time),
    ip_address: token.lastUse.address,
    user_agent: token.lastUse.agent,
  },
})
