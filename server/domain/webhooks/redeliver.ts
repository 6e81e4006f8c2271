import type { Context } from '../context.ts'
import type { Delivery } from './webhook.ts'

export const redeliver = async (_context: Context, delivery: Delivery): Promise<Delivery> => delivery
