/** A mail server on this machine that keeps what it is handed, or refuses it. */
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

export interface KeptMail extends ParsedMail {
  /** Whom the mail server was told to send it to, whatever the mail says. */
  recipients: string[]
  sender: string
  /** As it came. */
  source: string
}

export interface MailServer {
  url: string
  mails: KeptMail[]
  /** Answers with this until it is null: `451` for later, `550` for never. */
  refuse(code: 451 | 550 | null): void
}

export async function mailServer(t: { after(work: () => Promise<void>): void }): Promise<MailServer> {
  const mails: KeptMail[] = []
  let refusal: number | null = null
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo: (_address, _session, done) =>
      done(refusal === null ? null : Object.assign(new Error('Not now'), { responseCode: refusal })),
    onData: async (stream, session, done) => {
      const chunks: Buffer[] = []
      for await (const chunk of stream) chunks.push(chunk as Buffer)
      const source = Buffer.concat(chunks).toString('utf8')
      const { mailFrom, rcptTo } = session.envelope
      const recipients = rcptTo.map(({ address }) => address)
      const sender = mailFrom === false ? '' : mailFrom.address
      mails.push({ ...(await simpleParser(source)), recipients, sender, source })
      done()
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  t.after(() => new Promise((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuse: (code) => {
      refusal = code
    },
  }
}
