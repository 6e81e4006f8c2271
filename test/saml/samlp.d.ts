/** samlp has no types of its own. */
declare module 'samlp' {
  type Handler = (request: unknown, response: unknown, next: (error?: unknown) => void) => void

  export function auth(options: Record<string, unknown>): Handler
  export function metadata(options: Record<string, unknown>): Handler
}
