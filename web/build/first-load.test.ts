/** What somebody waits for who opens a screen for the first time. */
import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { test } from 'node:test'
import './build.ts'

/** A part of what Vite built, as its manifest tells of it. */
interface Built {
  file: string
  imports?: string[]
  dynamicImports?: string[]
}

/** KB of compressed script, by either way of compressing. 200 are promised; the rest is for what is not thought of yet. */
const MOST_SCRIPT = 180

const folder = new URL('../../dist/web/', import.meta.url)
const manifest: Record<string, Built> = JSON.parse(
  readFileSync(new URL('.vite/manifest.json', folder), 'utf8'),
)

/** Everything that a part cannot run without. */
function withImports(key: string, known = new Set<string>()): Set<string> {
  if (known.has(key)) return known
  known.add(key)
  for (const imported of manifest[key]!.imports ?? []) withImports(imported, known)
  return known
}

// The entry knows the screens; what these load later is no first load.
const screens = manifest['index.html']!.dynamicImports!.filter((key) => key.startsWith('screens/settings/'))
const frame = 'screens/settings/settings.tsx'

test('screens are loaded when they are opened', () => assert.ok(screens.length > 4))

test('databases come with the first one that is shown', () => {
  const database = 'screens/database/inline-database.tsx'
  assert.ok(manifest[database])
  assert.equal(withImports('editor/view/page-editor.tsx').has(database), false)
})

for (const screen of screens) {
  for (const [compression, ending] of [
    ['brotli', 'br'],
    ['gzip', 'gz'],
  ]) {
    test(`the first load of ${screen} is small with ${compression}`, () => {
      const keys = new Set(['index.html', frame, screen].flatMap((key) => [...withImports(key)]))
      const sizes = [...keys]
        .map((key) => ({
          key,
          KB: statSync(new URL(`${manifest[key]!.file}.${ending}`, folder)).size / 1000,
        }))
        .sort((a, b) => b.KB - a.KB)
      const sum = sizes.reduce((all, { KB }) => all + KB, 0)
      const list = sizes.map(({ key, KB }) => `${KB.toFixed(1).padStart(6)}  ${key}`).join('\n')
      assert.ok(sum <= MOST_SCRIPT, `${sum.toFixed(1)} KB, where ${MOST_SCRIPT} are allowed:\n${list}`)
    })
  }
}
