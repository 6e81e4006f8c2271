/** A mail as it goes out: both texts say the same. */
export interface Message {
  to: string
  subject: string
  text: string
  html: string
}

/**
 * What becomes of mail. `sent`: a mail server takes it. `kept`: it stays in the store to be read, as in a sandbox.
 * `none`: nobody would get it, so whoever causes it is shown its link instead.
 */
export type Mail =
  | { kind: 'sent'; send(message: Message): Promise<void> }
  | { kind: 'kept' }
  | { kind: 'none' }
