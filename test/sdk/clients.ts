import { createRequire } from 'node:module'
import { Client as Client5 } from '@notionhq/client'
import { Client as Client2 } from 'notion-sdk-2'
import { Client as Client4 } from 'notion-sdk-4'
import type { ApiVersion } from '#server/api/versions/change.ts'
import type { Shows } from './apply-differences.ts'
import { checkingFetch, type Exchange } from './checking-fetch.ts'
import type { Client1, Client02, Client04 } from './early-clients.ts'
import { type SdkName, sdkPackages } from './sdk-types.ts'

export interface ClientSettings {
  /** A token; none for the OAuth endpoints. */
  auth?: string
  /** `http://127.0.0.1:3000` */
  baseUrl: string
  /** The API version that is asked for; what the SDK sends by default when left out. */
  notionVersion?: ApiVersion
  /** `partial` for a token that may write but not read. */
  shows?: Shows
  /** Told of every request and its answer. */
  onExchange?: (exchange: Exchange) => void
}

/**
 * The releases of the official SDK that the server is tested with, and the API versions each is to be run at. Every
 * answer that such a client gets is checked against that SDK's own types; a call fails with what is wrong.
 */
export const sdkClients = {
  '5.x': {
    versions: ['2025-09-03', '2026-03-11'],
    // What is tested are the server's answers, so that none is asked for again and again.
    create: (settings: ClientSettings) => new Client5({ ...common('5.x', settings), retry: false }),
  },
  '4.x': {
    versions: ['2022-06-28'],
    create: (settings: ClientSettings) => new Client4(common('4.x', settings)),
  },
  '2.x': {
    versions: ['2022-06-28'],
    create: (settings: ClientSettings) => new Client2(common('2.x', settings)),
  },
  '1.x': {
    versions: ['2022-02-22'],
    create: (settings: ClientSettings) => early<Client1>('1.x', settings),
  },
  '0.4.x': {
    versions: ['2021-08-16'],
    create: (settings: ClientSettings) => early<Client04>('0.4.x', settings),
  },
  '0.2.x': {
    versions: ['2021-05-13'],
    create: (settings: ClientSettings) => early<Client02>('0.2.x', settings),
  },
} as const satisfies Record<
  SdkName,
  { versions: readonly ApiVersion[]; create: (settings: ClientSettings) => unknown }
>

function common(sdk: SdkName, { auth, baseUrl, notionVersion, shows, onExchange }: ClientSettings) {
  return {
    baseUrl,
    ...(auth === undefined ? {} : { auth }),
    ...(notionVersion === undefined ? {} : { notionVersion }),
    // Tests say what failed; the SDKs would print every error they are meant to get.
    logger: () => undefined,
    fetch: checkingFetch({ sdk, ...(shows ? { shows } : {}), onExchange }),
  }
}

const require = createRequire(import.meta.url)

function early<Client>(sdk: SdkName, settings: ClientSettings): Client {
  const loaded = require(sdkPackages[sdk]) as { Client: new (options: unknown) => Client }
  return new loaded.Client(common(sdk, settings))
}
