import type { Message } from '#server/adapters/mail/mail.ts'

/** A mail of plain paragraphs, the same as text and as HTML. */
export const mailOf = (to: string, subject: string, paragraphs: readonly string[]): Message => ({
  to,
  subject,
  text: `${paragraphs.join('\n\n')}\n`,
  html: paragraphs.map((text) => `<p>${escaped(text).replaceAll('\n', '<br>')}</p>`).join('\n'),
})

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
