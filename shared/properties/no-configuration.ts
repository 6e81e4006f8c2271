import { EmptyObject } from '../validation/schemas.ts'

/** The configuration of types that have none: `{}` in and out. */
export const noConfiguration = {
  configRequest: EmptyObject,
  configure: () => ({}),
  presentConfig: () => ({}),
}
