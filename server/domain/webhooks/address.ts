import { invalid } from '#shared/problem.ts'
import type { Context } from '../context.ts'

/**
 * Refuses an address that nothing is sent to. What its name is looked up as is checked again at every delivery.
 *
 * @returns the address as it is kept.
 */
export function checkAddress({ mayReach }: Pick<Context, 'mayReach'>, url: string): string {
  const address = URL.parse(url)
  if (address === null || !/^https?:$/.test(address.protocol)) throw wrong('be an https address', url)
  if (address.username !== '' || address.password !== '') {
    // They would stand in logs; a path that nobody guesses does the same.
    throw wrong('have no user name and no password', `${address.origin}${address.pathname}`)
  }
  const refusal = mayReach(address.href)
  if (refusal !== null) throw wrong(`be an https address that this server reaches (${refusal})`, url)
  return address.href
}

const wrong = (expected: string, url: string) =>
  invalid(`body failed validation: body.url should ${expected}, instead was \`${JSON.stringify(url)}\`.`)
