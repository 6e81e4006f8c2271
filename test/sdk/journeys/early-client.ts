import { createRequire } from 'node:module'
import { checkingFetch } from '../checking-fetch.ts'
import type { ClientSettings } from '../clients.ts'
import { type SdkName, sdkPackages } from '../sdk-types.ts'

type Settings = NonNullable<Parameters<ReturnType<typeof checkingFetch>>[1]>

/** The SDKs that leave the method in lower case. */
export const isEarly = (sdk: SdkName): boolean => ['1.x', '0.4.x', '0.2.x'].includes(sdk)

/**
 * A client of one of the first SDKs. They say `patch`, which node-fetch, their own, sends as PATCH; the `fetch` of
 * Node sends it as it is (WHATWG Fetch, "normalize a method").
 */
export function connectEarly(sdk: SdkName, { auth, baseUrl, notionVersion, shows }: ClientSettings): unknown {
  const { Client } = require(sdkPackages[sdk]) as { Client: new (options: object) => unknown }
  const checked = checkingFetch({ sdk, ...(shows ? { shows } : {}) })
  return new Client({
    auth,
    baseUrl,
    notionVersion,
    logger: () => undefined,
    fetch: (url: string, settings: Settings) =>
      checked(url, { ...settings, method: (settings.method ?? 'get').toUpperCase() }),
  })
}

const require = createRequire(import.meta.url)
