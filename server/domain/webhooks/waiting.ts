import type { Store } from '#server/store/dialects/dialect.ts'
import { countWaiting } from '#server/store/webhook-deliveries.ts'

/** How many deliveries are to be made, in all workspaces. */
export const deliveriesWaiting = ({ reader }: Pick<Store, 'reader'>): Promise<number> => countWaiting(reader)
