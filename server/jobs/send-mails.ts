import { forgetMails, sendDueMail } from '#server/domain/mail/send.ts'
import type { Job } from './runner.ts'

export const sendMails: Job = {
  name: 'send mails',
  every: 1000,
  // A slow mail server holds nobody else up.
  atOnce: 2,
  perform: (base) => sendDueMail(base),
}

export const forgetOldMails: Job = {
  name: 'forget old mails',
  every: 60 * 60 * 1000,
  async perform(base) {
    await forgetMails(base)
    return false
  },
}
