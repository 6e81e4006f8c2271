import { WrongUsage } from '#server/failures.ts'
import type { Run } from '../command.ts'

/** `octavo directory sync|graph`: people and groups of a server, for whoever is outside. */
export const run: Run = async ([word, ...args]) => {
  if (word === 'sync') return (await import('./sync.ts')).sync(args)
  if (word === 'graph') return (await import('./graph.ts')).graph(args)
  throw new WrongUsage('Say `directory sync` or `directory graph`.')
}
