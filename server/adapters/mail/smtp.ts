import type { Transporter } from 'nodemailer'
import type { Mail } from './mail.ts'

/** How long a mail server may keep silent, in milliseconds. */
const PATIENCE = 30_000

/**
 * Hands mail to a mail server (RFC 5321).
 *
 * @param url `smtp://user:password@host:port`, or `smtps://` for TLS from the start; `?from=` names the sender.
 */
export function smtpMail(url: string, baseUrl: () => string): Mail {
  const address = new URL(url)
  const from = address.searchParams.get('from')
  address.searchParams.delete('from')
  const options = {
    url: address.href,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  let transport: Transporter | null = null
  return {
    kind: 'sent',
    async send({ to, subject, text, html }) {
      // Loaded with the first mail: most of the time nobody sends any.
      transport ??= (await import('nodemailer')).createTransport(options)
      await transport.sendMail({
        from: from ?? `Octavo <octavo@${new URL(baseUrl()).hostname}>`,
        // As a whole: a comma or a quote in it never makes two of it.
        to: { name: '', address: to },
        subject,
        text,
        html,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
  }
}
