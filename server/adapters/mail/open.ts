import type { Mail } from './mail.ts'
import { smtpMail } from './smtp.ts'

/** Mail by the mail server of a setting; without one nobody is sent any. */
export const openMail = (smtpUrl: string | null, baseUrl: () => string): Mail =>
  smtpUrl === null ? { kind: 'none' } : smtpMail(smtpUrl, baseUrl)
