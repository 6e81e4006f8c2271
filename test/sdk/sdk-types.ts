import { readFileSync } from 'node:fs'
import type { ApiVersion } from '#server/api/versions/change.ts'

/** The releases of the official SDK that we hold the server to, newest first, by the npm name that installs them. */
export const sdkPackages = {
  '5.x': '@notionhq/client',
  '4.x': 'notion-sdk-4',
  '2.x': 'notion-sdk-2',
  '1.x': 'notion-sdk-1',
  '0.4.x': 'notion-sdk-0-4',
  '0.2.x': 'notion-sdk-0-2',
} as const

export type SdkName = keyof typeof sdkPackages

export const sdkNames = Object.keys(sdkPackages) as SdkName[]

/** The newest SDK that sends a version by default (5.x takes the last two by its option `notionVersion`). */
export const sdkOfVersion: Record<ApiVersion, SdkName> = {
  '2021-05-13': '0.2.x',
  '2021-08-16': '0.4.x',
  '2022-02-22': '1.x',
  '2022-06-28': '4.x',
  '2025-09-03': '5.x',
  '2026-03-11': '5.x',
}

/** An SDK and those released after it, nearest first. */
export const fromThenOn = (sdk: SdkName): SdkName[] =>
  sdkNames.slice(0, sdkNames.indexOf(sdk) + 1).toReversed()

const root = new URL('../../node_modules/', import.meta.url)

/** The declarations that type the answers of every method. */
export const declarationsOf = (sdk: SdkName): URL =>
  new URL(`${sdkPackages[sdk]}/build/src/api-endpoints.d.ts`, root)

/** The release that is installed, such as `4.0.2`. */
export const releaseOf = (sdk: SdkName): string => installed(sdkPackages[sdk])

export const installed = (name: string): string =>
  (JSON.parse(readFileSync(new URL(`${name}/package.json`, root), 'utf8')) as { version: string }).version
