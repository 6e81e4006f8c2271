import type { Run } from './command.ts'

/**
 * `octavo prepare`, which `npm ci` runs: loads whatever a command may load, so that all of it is compiled and
 * kept (bin/octavo says where) before the first start.
 */
export const run: Run = async () => {
  await Promise.all([
    import('./start.ts'),
    import('./sandbox.ts'),
    import('./apply.ts'),
    import('./workspace.ts'),
    import('./workspace-file/built-in.ts'),
    import('#server/domain/accounts/sign-in-library.ts'),
  ])
  return 0
}
