import type { Message } from '#server/adapters/mail/mail.ts'

/** What a mail says: paragraphs of plain text, one of them somebody's own words, and an address to open. */
export interface Letter {
  to: string
  subject: string
  text: string
  /** Of the person who causes it. */
  message: string | null
  link: { label: string; url: string }
  end: string | null
}

/** A mail that says the same as text and as HTML. */
export function writeLetter({ to, subject, text, message, link, end }: Letter): Message {
  const lines = [text, message, `${link.label}:\n${link.url}`, end].filter((line) => line !== null)
  return {
    to,
    subject: subject.replaceAll(/\s+/g, ' '),
    text: `${lines.join('\n\n')}\n`,
    html: [
      `<p>${escapeHtml(text)}</p>`,
      message === null ? '' : `<blockquote>${escapeHtml(message).replaceAll('\n', '<br>')}</blockquote>`,
      `<p><a href="${escapeHtml(link.url)}">${escapeHtml(link.label)}</a></p>`,
      end === null ? '' : `<p>${escapeHtml(end)}</p>`,
    ].join('\n'),
  }
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)
