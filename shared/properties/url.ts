import { oneText } from './one-text.ts'

export const url = oneText('url', 2000)
