import { dayOf, momentOf } from '../../../ui/when.ts'

interface Token {
  created_time: string
  expiration_time: string | null
  last_used: { time: string; ip_address: string | null } | null
}

/** When a token was made, until when it works, and when it was used last. */
export function lifeOf({ created_time, expiration_time, last_used }: Token, maker?: string): string {
  const used = last_used
    ? `last used ${momentOf(last_used.time)}${last_used.ip_address ? ` from ${last_used.ip_address}` : ''}`
    : 'never used'
  const made = `made ${dayOf(created_time)}${maker ? ` by ${maker}` : ''}`
  const ends = expiration_time ? `ends ${dayOf(expiration_time)}` : 'has no end'
  return [made, ends, used].join(' · ')
}
