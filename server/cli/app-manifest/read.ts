import type { Capabilities } from '#server/domain/access/capabilities.ts'
import type { ConnectionDetails } from '#server/domain/connections/details.ts'
import { isRedirectUri, isSecureAddress, isSupportAddress } from '#shared/addresses.ts'
import {
  countOf,
  type Fields,
  fieldsOf,
  listOf,
  nameOf,
  note,
  oneOf,
  type Place,
  should,
  textOf,
} from '../workspace-file/fields.ts'
import { Ledger } from '../workspace-file/mistakes.ts'
import { parseYaml } from '../workspace-file/parse-yaml.ts'
import { readCapabilities } from '../workspace-file/read-connections.ts'

/** What `POST /admin/v1/spaces/{workspace_id}/connections` takes; keys that the file does not name are left out. */
export interface AppManifest extends Partial<ConnectionDetails> {
  name: string
  kind: 'internal' | 'public'
  capabilities: Capabilities
  redirect_uris?: string[]
}

const texts = { description: 2000, developer_name: 200 } as const
const addresses = ['logo_url', 'website_url', 'privacy_url', 'terms_url', 'template_url'] as const
const keys = [
  'name',
  'kind',
  'capabilities',
  'redirect_uris',
  'support_url',
  'distribution',
  'page_managers',
  'access_token_seconds',
  'first_party',
  ...(Object.keys(texts) as (keyof typeof texts)[]),
  ...addresses,
] as const

type Key = (typeof keys)[number]

/**
 * Reads the manifest of a connection, `octavo.app.json`. A wrong one throws `WorkspaceFileMistakes` with file, line
 * and key of everything that is wrong with it.
 */
export function readAppManifest(text: string, fileName: string): AppManifest {
  const ledger = new Ledger(fileName)
  const root = parseYaml(text, ledger)
  if (!root) throw ledger.error()
  const manifest = readFields(fieldsOf({ ...root, key: '', ledger }, keys))
  if (ledger.count) throw ledger.error()
  return manifest
}

function readFields(fields: Fields<Key>): AppManifest {
  const kind = oneOf(fields.at('kind'), ['internal', 'public']) ?? 'internal'
  const uris = fields.at('redirect_uris')
  if (uris && kind === 'internal') note(uris, 'is only for connections of kind public')
  const firstParty = fields.at('first_party')
  if (firstParty)
    note(firstParty, 'is said by the operator of the server in its workspace file, not by the app')
  const read: Partial<Record<Key, unknown>> = {
    support_url: addressOf(fields.at('support_url'), isSupportAddress, 'an https or a mailto address'),
    distribution: oneOf(fields.at('distribution'), ['any_workspace', 'this_workspace']),
    page_managers: oneOf(fields.at('page_managers'), ['members', 'owners']),
    access_token_seconds: countOf(fields.at('access_token_seconds')),
    ...(uris && {
      redirect_uris: listOf(uris, (item) =>
        addressOf(item, isRedirectUri, 'an absolute https address without a fragment'),
      ),
    }),
  }
  for (const key of addresses) read[key] = addressOf(fields.at(key), isSecureAddress, 'an https address')
  for (const [key, longest] of Object.entries(texts)) {
    read[key as Key] = shortText(fields.at(key as Key), longest)
  }
  return {
    name: shortName(fields.need('name')),
    kind,
    capabilities: readCapabilities(fields.at('capabilities')),
    ...Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)),
  }
}

const LONGEST_NAME = 200

function shortName(place: Place | undefined): string {
  const name = nameOf(place) ?? ''
  if (place && (name.length > LONGEST_NAME || /\p{Cc}/u.test(name))) {
    should(place, `a line of at most ${LONGEST_NAME} characters`)
  }
  return name
}

function shortText(place: Place | undefined, longest: number): string | undefined {
  const text = textOf(place)
  if (place && text !== undefined && text.length > longest) should(place, `at most ${longest} characters`)
  return text
}

function addressOf(
  place: Place | undefined,
  fits: (address: string) => boolean,
  expectation: string,
): string | undefined {
  const text = textOf(place)
  if (place && text !== undefined && !fits(text)) should(place, expectation)
  return text
}
