/** Holds the table of `docs/architecture.md`: who may import whom. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'

type Zone =
  | 'main'
  | 'app'
  | 'door'
  | 'cli'
  | 'http'
  | 'domain'
  | 'store'
  | 'adapters'
  | 'operations'
  | 'shared'
  | 'web'
  | 'client'
  | 'config'

const doors = ['api', 'admin', 'scim', 'oauth', 'saml', 'app', 'jobs']

/** Each zone with the zones it may import; every zone may import itself, doors aside. */
const mayImport: Record<Zone, readonly Zone[]> = {
  main: ['app', 'door', 'cli', 'http', 'domain', 'store', 'adapters', 'operations', 'shared', 'config'],
  app: ['door', 'http', 'domain', 'store', 'adapters', 'operations', 'shared', 'config'],
  door: ['http', 'domain', 'shared', 'config'],
  cli: ['main', 'app', 'client', 'http', 'domain', 'store', 'adapters', 'operations', 'shared', 'config'],
  operations: ['http', 'domain', 'shared', 'config'],
  http: ['domain', 'store', 'shared'],
  domain: ['store', 'adapters', 'shared'],
  store: ['shared'],
  adapters: ['shared'],
  config: ['shared'],
  shared: [],
  // Of the client it takes the types alone; another test holds that.
  web: ['shared', 'client'],
  // What others build on: it stands alone.
  client: [],
}

const packagesNotFor: Partial<Record<Zone, RegExp>> = {
  door: /^(kysely|pg|node:sqlite)$/,
  domain: /^(kysely|pg|node:sqlite|fastify)$/,
  http: /^(kysely|pg|node:sqlite)$/,
  shared: /^(node:|kysely|pg|fastify|react)/,
  web: /^(node:|kysely|pg|fastify)/,
}

function zoneOf(file: string): Zone {
  const [top, second = ''] = file.split('/')
  // Made anew from the description of the server, by whoever changes that.
  if (file === 'client/generate.ts') return 'cli'
  // Starts and builds things; none of it reaches a browser.
  if (file.startsWith('web/build/')) return 'cli'
  if (top === 'shared' || top === 'web' || top === 'client') return top
  if (file === 'server/app.ts') return 'app'
  if (file === 'server/config.ts' || file === 'server/failures.ts') return 'config'
  if (/^server\/[^/]+\.ts$/.test(file)) return 'main'
  if (doors.includes(second)) return 'door'
  return second as Zone
}

/** The folder of a door, so that doors are told from each other. */
const doorOf = (file: string): string => file.split('/')[1] ?? ''

const files = globSync('{server,shared,web,client}/**/*.{ts,tsx}').filter(
  (file) => !/\.test\.tsx?$/.test(file),
)

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const lines = text.matchAll(
    /(?:^|\n)(?:import|export)[^'"]*?from '([^']+)'|import\('([^']+)'\)|(?:^|\n)import '([^']+)'/g,
  )
  return [...lines].map((match) => (match[1] ?? match[2] ?? match[3])!)
}

function resolve(file: string, specifier: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (specifier.startsWith('.')) return normalize(join(dirname(file), specifier))
  return null
}

test('every file imports only what its layer may', () => {
  assert.ok(files.length > 50, 'the glob finds the source')
  const wrong: string[] = []
  for (const file of files) {
    const zone = zoneOf(file)
    assert.ok(zone in mayImport, `${file} stands in no known layer`)
    for (const specifier of importsOf(file)) {
      const target = resolve(file, specifier)
      if (target === null) {
        if (packagesNotFor[zone]?.test(specifier)) wrong.push(`${file} imports ${specifier}`)
        continue
      }
      const targetZone = zoneOf(target)
      const isOwn = targetZone === zone && (zone !== 'door' || doorOf(file) === doorOf(target))
      if (!isOwn && !mayImport[zone].includes(targetZone)) wrong.push(`${file} imports ${target}`)
      if (targetZone === 'app' && !['main', 'cli', 'app'].includes(zone))
        wrong.push(`${file} imports the assembly`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('the web app takes nothing of the client but types', () => {
  const taking = files.filter(
    (file) =>
      zoneOf(file) === 'web' && /^import (?!type).*'[^']*client\/[^']*'/m.test(readFileSync(file, 'utf8')),
  )
  assert.deepEqual(taking, [])
})

test('only the dialects know the databases', () => {
  const knowing = files.filter((file) =>
    importsOf(file).some((name) => name === 'pg' || name === 'node:sqlite'),
  )
  assert.deepEqual(
    knowing.filter((file) => !file.startsWith('server/store/dialects/')),
    [],
  )
})

test('nothing is named after what it might hold', () => {
  const vague = files.filter((file) => /(^|\/)(utils?|helpers?|misc|common)\.tsx?$/.test(file))
  assert.deepEqual(vague, [])
})
