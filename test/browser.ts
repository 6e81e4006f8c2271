/** A real browser for tests: one that is installed, or the one that a dev dependency brings. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** Starts a browser, closed when the test ends. */
export async function openBrowser(t: { after(work: () => Promise<void>): void }): Promise<Browser> {
  const browser = await chromium.launch(installed() ?? (await unpacked()))
  t.after(() => browser.close())
  return browser
}

interface Program {
  executablePath: string
  env?: Record<string, string>
  args?: string[]
}

/** `OCTAVO_TEST_BROWSER` names one; otherwise the usual places are tried. */
function installed(): Program | null {
  const places = [
    process.env.OCTAVO_TEST_BROWSER,
    '/usr/bin/google-chrome',
    '/usr/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]
  const executablePath = places.find((place) => place !== undefined && existsSync(place))
  // Containers often have no user but root, and Chromium has no sandbox for root.
  return executablePath === undefined
    ? null
    : { executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] }
}

/** Unpacks the browser of `@sparticuz/chromium`, its libraries and its fonts, once for each version of it. */
async function unpacked(): Promise<Program> {
  const packageFile = createRequire(import.meta.url)
    .resolve('@sparticuz/chromium')
    .replace(/build.*$/, 'package.json')
  const { version } = createRequire(import.meta.url)(packageFile) as { version: string }
  const folder = join(tmpdir(), `octavo-test-browser-${version}`)
  if (!existsSync(folder)) await unpackTo(folder, join(dirname(packageFile), 'bin'))
  return {
    executablePath: join(folder, 'chromium'),
    args: ['--no-sandbox', '--no-zygote', '--headless=shell', '--font-render-hinting=none'],
    env: {
      ...(process.env as Record<string, string>),
      FONTCONFIG_FILE: await fontsOf(folder),
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
    },
  }
}

/** Beside its place first: several test processes may unpack at once, and none must see half of it. */
async function unpackTo(folder: string, packed: string): Promise<void> {
  const { inflate } = await import('@sparticuz/chromium')
  const own = await mkdtemp(`${folder}-`)
  const usual = process.env.TMPDIR
  process.env.TMPDIR = own
  try {
    for (const file of ['chromium.br', 'fonts.tar.br', 'al2023.tar.br']) await inflate(join(packed, file))
  } finally {
    if (usual === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = usual
  }
  await rename(own, folder).catch(() => rm(own, { recursive: true }))
}

/** The configuration in the package names the folders of the service it was made for, and has no emoji. */
async function fontsOf(folder: string): Promise<string> {
  const emoji = dirname(
    createRequire(import.meta.url).resolve('@expo-google-fonts/noto-color-emoji/package.json'),
  )
  // Several checkouts share the browser, and each has its own emoji.
  const file = join(folder, `fonts-${createHash('sha256').update(emoji).digest('hex').slice(0, 8)}.conf`)
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>${emoji}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`
  const own = `${file}-${process.pid}`
  await writeFile(own, text)
  await rename(own, file)
  return file
}
