/** Builds the web app into `dist/web`, unless what is there was made of the same files. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)]
const root = fileURLToPath(new URL('../..', import.meta.url))
const built = join(root, 'dist/web')
/** Tells what the web app was built of. It is written last, so that half a build counts as none. */
const stamp = join(built, 'built-of')

const made = fingerprint()
const isStale = !existsSync(stamp) || readFileSync(stamp, 'utf8') !== made
// An installation without development dependencies has what was built before, or serves no web app.
if (isStale && existsSync(join(root, 'node_modules/vite'))) await buildWeb()

async function buildWeb(): Promise<void> {
  const { build } = await import('vite')
  const { viteConfig } = await import('./vite.config.ts')
  await build(viteConfig)
  const assets = globSync('assets/*.{js,css,svg}', { cwd: built })
  await Promise.all(assets.map((name) => compress(join(built, name))))
  await writeFile(stamp, made)
}

/** Names, sizes and times of all that goes in: quick to read at every start. */
function fingerprint(): string {
  const sources = globSync(['{web,shared}/**/*.{ts,tsx,css,svg,html}', 'docs/**/*.md', 'package-lock.json'], {
    cwd: root,
  })
  return sources
    .filter((name) => !name.endsWith('.test.ts'))
    .sort()
    .map((name) => {
      const { size, mtimeMs } = statSync(join(root, name))
      return `${name} ${size} ${Math.round(mtimeMs)}\n`
    })
    .join('')
}

/** Beside each file stands the same compressed, so that a server only sends what is there. */
async function compress(file: string): Promise<void> {
  const content = await readFile(file)
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
  await Promise.all([
    brotli(content, { params }).then((bytes) => writeFile(`${file}.br`, bytes)),
    zip(content, { level: 9 }).then((bytes) => writeFile(`${file}.gz`, bytes)),
  ])
}
