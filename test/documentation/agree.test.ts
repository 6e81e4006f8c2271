/** What the documentation says agrees with the server: links, tables of errors, versions and events. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { apiErrors, presentError } from '#server/api/errors.ts'
import { levelWords } from '#server/api/permissions/level.ts'
import { apiVersions } from '#server/api/versions/change.ts'
import { subscriptionsKeepTheirVersion } from '#server/api/versions/subscriptions.ts'
import { versions } from '#server/api/versions/translate.ts'
import { eventTypes } from '#server/domain/events/types.ts'
import { documentationPages, followLink } from '#shared/documentation.ts'
import { readPage } from '../../web/build/documentation.ts'

const docs = join(import.meta.dirname, '../../docs')
const read = (file: string) => readFileSync(join(docs, file), 'utf8')

test('every link of the documentation leads to a page and a heading that are there', () => {
  const wrong = documentationPages.flatMap(({ file }) =>
    [...read(file).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, href]) => href!)
      .filter((href) => !/^https?:/.test(href) && !leadsSomewhere(file, href))
      .map((href) => `${file} links to ${href}`),
  )
  assert.deepEqual(wrong, [])
})

function leadsSomewhere(file: string, href: string): boolean {
  const target = href.startsWith('#') ? { file, hash: href } : toPage(file, href)
  if (!target) return false
  return target.hash === '' || readPage(target.file).headings.some(({ id }) => `#${id}` === target.hash)
}

const toPage = (file: string, href: string) => {
  const followed = followLink(file, href)
  return followed && { file: followed.page.file, hash: followed.hash }
}

test('every page of docs/ for developers is shown, under the title that it is listed by', () => {
  const listed = documentationPages.map(({ file }) => file)
  const written = globSync('{guides,identity}/*.md', { cwd: docs })
  assert.deepEqual(
    written.filter((file) => !listed.includes(file)),
    [],
  )
  for (const { file } of documentationPages) assert.match(read(file), /^# \S/, file)
})

/** The first cells of each row of the table below a heading, as they stand. */
function tableBelow(file: string, heading: string, cells: number): string[][] {
  const [, below] = read(file).split(`\n## ${heading}\n`)
  const rows = below!.split('\n## ')[0]!.matchAll(/^\| (.+) \|$/gm)
  return [...rows].slice(1).map(([, row]) => row!.split(' | ').slice(0, cells))
}

test('the table of errors has every error that the server answers, and no other', () => {
  const fault = presentError(new Error(), '')
  const wanted = [...Object.values(apiErrors), fault].map(({ status, code }) => `${status} \`${code}\``)
  const shown = tableBelow('guides/errors.md', 'Every code', 2).map((cells) => cells.join(' '))
  assert.deepEqual(shown.toSorted(), [...new Set(wanted)].toSorted())
})

test('the table of levels has every word that a level is called by', () => {
  for (const [level, others] of tableBelow('guides/page-access.md', 'Levels', 2)) {
    const shown = [level!, ...others!.split(', ')].map((word) => word.replaceAll('`', ''))
    assert.deepEqual(shown, levelWords[shown[0] as keyof typeof levelWords])
  }
})

test('the table of versions says what each version changed', () => {
  const shown = [...read('guides/versions.md').matchAll(/^\| (\d{4}-\d\d-\d\d) \| (.+) \|$/gm)]
  assert.deepEqual(shown.map(([, version]) => version).toReversed(), apiVersions)
  // Which every version brought, and which has a sentence of its own below.
  const ofEach = subscriptionsKeepTheirVersion(apiVersions[0]).says
  for (const { version, changes } of versions) {
    const says = changes.map((change) => change.says).filter((sentence) => sentence !== ofEach)
    assert.equal(shown.find(([, one]) => one === version)![2], says.join(' '))
  }
})

test('the types of events are those that webhooks tell of', () => {
  const [, below] = read('guides/webhooks.md').split('\n## Types\n')
  const shown = below!.split('\n## ')[0]!.matchAll(/`([a-z_]+\.[a-z_.]+)`/g)
  const told = Object.entries(eventTypes).filter(([, { feed }]) => feed !== 'none')
  assert.deepEqual([...shown].map(([, type]) => type).toSorted(), told.map(([type]) => type).toSorted())
})
