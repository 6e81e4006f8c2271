import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { InlineConfig } from 'vite'
import { documentationPlugin } from './documentation.ts'

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** What `OCTAVO_NONCE` stands for in the shell: the server puts another value in its place each time it sends it. */
const NONCE = 'OCTAVO_NONCE'

/** The web app as Vite builds and serves it. Nothing is written into the page: its policy allows no inline script. */
export const viteConfig: InlineConfig = {
  configFile: false,
  root: folder('..'),
  logLevel: 'warn',
  plugins: [react(), documentationPlugin()],
  html: { cspNonce: NONCE },
  build: {
    outDir: folder('../../dist/web'),
    emptyOutDir: true,
    manifest: true,
    // The first ones that know `light-dark()`: what stands in for it in older ones knows nothing of Mantine's schemes.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
}
