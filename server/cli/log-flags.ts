/** What commands that print what a store holds share. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '#server/config.ts'
import { Failure, WrongUsage } from '#server/failures.ts'
import { isDateText, spanOf } from '#shared/dates.ts'

export function momentIn(flag: string, text: string | undefined) {
  if (text === undefined) return undefined
  if (isDateText(text)) return spanOf(text)
  throw new WrongUsage(`${flag} should be a day like 2026-12-01 or a time like 2026-12-01T09:00:00Z.`)
}

export function countIn(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new WrongUsage('--limit should be a whole number of at least 1.')
}

export function requireStore({ databaseUrl, data }: Config): void {
  if (databaseUrl === null && !existsSync(join(data, 'octavo.db'))) {
    throw new Failure(`There is no store in ${data}.`)
  }
}

/** What names of people and programs hold must not steer a terminal. */
export const plain = (text: string): string => text.replaceAll(/\p{Cc}/gu, '�')
