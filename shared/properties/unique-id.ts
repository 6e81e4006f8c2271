import Type from 'typebox'
import { Nullable, StrictObject } from '../validation/schemas.ts'
import { propertyType } from './property.ts'

interface UniqueIdConfig {
  readonly prefix: string | null
}

export const uniqueId = propertyType<UniqueIdConfig, never, { prefix?: string | null }>({
  type: 'unique_id',
  configRequest: StrictObject({ prefix: Type.Optional(Nullable(Type.String())) }),
  configure: ({ prefix }, previous) => ({
    prefix: prefix === undefined ? prefixOf(previous) : prefix || null,
  }),
  presentConfig: ({ prefix }) => ({ prefix }),
  valueRequest: null,
  presentValue: (_value, { prefix }, { meta }) => ({ prefix, number: meta.unique_number }),
  plainText(_value, { prefix }, { meta }) {
    if (meta.unique_number === null) return ''
    return prefix === null ? String(meta.unique_number) : `${prefix}-${meta.unique_number}`
  },
  isReady: () => true,
})

const prefixOf = (config: object | null) =>
  config && 'prefix' in config ? (config as UniqueIdConfig).prefix : null
