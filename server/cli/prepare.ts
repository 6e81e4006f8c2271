import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Failure } from '#server/failures.ts'
import type { Run } from './command.ts'

/**
 * `octavo prepare`, which `npm ci` runs: loads whatever a command may load, so that all of it is compiled and
 * kept (bin/octavo says where) before the first start; and builds `octavo/client` and the web app where there is
 * what that takes.
 */
export const run: Run = async () => {
  await Promise.all([
    import('./start.ts'),
    import('./sandbox.ts'),
    import('./apply.ts'),
    import('./connection.ts'),
    import('./workspace.ts'),
    import('./domain.ts'),
    import('./scim-token.ts'),
    import('./scim-log/scim-log.ts'),
    import('./directory/directory.ts'),
    import('./account.ts'),
    import('./audit/audit.ts'),
    import('./access/access.ts'),
    import('./workspace-file/built-in.ts'),
  ])
  buildClient()
  buildWeb()
  return 0
}

const inRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** An installation without development dependencies runs the server and needs no client. */
function buildClient(): void {
  const compiler = inRoot('node_modules/.bin/tsc')
  if (!existsSync(compiler)) return
  const { status } = spawnSync(compiler, ['-p', inRoot('client')], { stdio: 'inherit' })
  if (status !== 0) throw new Failure('octavo/client could not be built.')
}

function buildWeb(): void {
  const { status } = spawnSync(process.execPath, [inRoot('web/build/build.ts')], { stdio: 'inherit' })
  if (status !== 0) throw new Failure('The web app could not be built.')
}
