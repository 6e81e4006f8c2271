import { oneText } from './one-text.ts'

export const phoneNumber = oneText('phone_number', 200)
