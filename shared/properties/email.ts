import { oneText } from './one-text.ts'

export const email = oneText('email', 200)
