import { undone } from '../store/undo.ts'
import type { Context } from './context.ts'

/** What a change would do: it is done, answered for and undone, so that nothing of it is kept or sent. */
export const tryOut = <T>(context: Context, work: (context: Context) => Promise<T>): Promise<T> =>
  undone(context.db, () => work({ ...context, record: () => {} }))
