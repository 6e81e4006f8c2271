import Type from 'typebox'
import { Nullable, StrictObject } from '../validation/schemas.ts'
import { parseNumber } from './parse-number.ts'
import { propertyType } from './property.ts'

interface NumberConfig {
  readonly format: string
}

export const number = propertyType<NumberConfig, number, { format?: string }, number | null>({
  type: 'number',
  configRequest: StrictObject({ format: Type.Optional(Type.String({ minLength: 1 })) }),
  // Any format is kept: clients know more of them than a server has to.
  configure: ({ format }, previous) => ({ format: format ?? formatOf(previous) ?? 'number' }),
  presentConfig: ({ format }) => ({ format }),
  valueRequest: Nullable(Type.Number()),
  // Adding nothing turns -0, which JSON cannot give back, into 0.
  storeValue: (request) => (request === null ? null : request + 0),
  presentValue: (value) => value,
  plainText: (value) => (value === null ? '' : String(value)),
  fromText: parseNumber,
  isReady: () => true,
})

const formatOf = (config: object | null) =>
  config && 'format' in config ? (config as NumberConfig).format : undefined
