import type { ParseArgsOptionsConfig } from 'node:util'

const text = { type: 'string' } as const
const yes = { type: 'boolean' } as const

/** What `octavo directory sync` takes. */
export const flags = {
  from: text,
  url: text,
  'token-env': text,
  'include-guests': yes,
  'include-bots': yes,
  since: text,
  target: text,
  out: text,
  'base-dn': text,
  'target-url': text,
  'target-token-env': text,
  deactivate: yes,
  delete: yes,
  key: text,
  state: text,
  every: text,
  'max-delete-percent': text,
  'dry-run': yes,
  plan: text,
  apply: text,
} as const satisfies ParseArgsOptionsConfig

type FlagName = keyof typeof flags

/** As they were given: nothing stands for what was not. */
export type Flags = {
  [name in FlagName]?: ((typeof flags)[name]['type'] extends 'boolean' ? boolean : string) | undefined
}
