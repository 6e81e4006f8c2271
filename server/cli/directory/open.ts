import type { Options } from './options.ts'
import { requestsTo, type Surroundings } from './requests.ts'
import { NOTION_VERSION, openNotion } from './sources/notion.ts'
import { OCTAVO_VERSION, openOctavo } from './sources/octavo.ts'
import { openScim } from './sources/scim.ts'
import type { Source } from './sources/source.ts'
import type { Identity } from './state-file.ts'
import { csvTarget } from './targets/csv.ts'
import { jsonTarget } from './targets/json.ts'
import { ldifTarget } from './targets/ldif.ts'
import { linesTarget } from './targets/lines.ts'
import { fileOutput, printedOutput } from './targets/output.ts'
import { openScimTarget } from './targets/scim.ts'
import type { Target } from './targets/target.ts'

const versions = { octavo: OCTAVO_VERSION, notion: NOTION_VERSION }

/** Asks the source what it can tell. */
export async function openSource(options: Options, surroundings: Surroundings): Promise<Source> {
  const { from, source, reading } = options
  if (from === 'scim') return openScim(requestsTo(asScim(source), surroundings), source.url, reading)
  const ask = requestsTo({ ...source, headers: { 'notion-version': versions[from] } }, surroundings)
  return from === 'notion' ? openNotion(ask, source.url, reading) : openOctavo(ask, source.url, reading)
}

const asScim = (server: Options['source']) => ({
  ...server,
  headers: { accept: 'application/scim+json', 'content-type': 'application/scim+json' },
})

/** @param write prints text and resolves when more may be written. */
export async function openTarget(
  options: Options,
  surroundings: Surroundings,
  write: (text: string) => Promise<void>,
): Promise<Target> {
  const { target, out, targetServer, key, removal, baseDn, state, since } = options
  const output = out === null ? printedOutput(write) : fileOutput(out)
  switch (target) {
    case 'json':
      return jsonTarget(output, key)
    case 'csv':
      return csvTarget(output, key)
    case 'ldif':
      return ldifTarget(output, { key, baseDn, isLog: state !== null || since !== null })
    case 'stdout':
      return linesTarget(output, key)
    case 'scim': {
      const server = targetServer!
      return openScimTarget(requestsTo(asScim(server), surroundings), server.url, key, removal)
    }
  }
}

/** What makes a sync the same one in another run. */
export const identityOf = ({ from, source, target, out, targetServer, key }: Options): Identity => ({
  from,
  url: source.url,
  target,
  to: out ?? targetServer?.url ?? null,
  key,
})
