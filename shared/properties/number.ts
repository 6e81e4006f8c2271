import Type from 'typebox'
import { Nullable, StrictObject } from '../validation/schemas.ts'
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

/** What people write for numbers: `1,234.50`, `$ 12`, `85%`. */
export function parseNumber(text: string): number | null {
  const match =
    /^\s*([-+]?)\s*\p{Sc}?\s*(\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)(e[-+]?\d+)?\s*(%?)\s*$/iu.exec(
      text,
    )
  if (!match) return null
  const [, sign, digits, exponent, percent] = match
  const parsed = Number(`${sign}${digits!.replaceAll(',', '')}${exponent ?? ''}`) / (percent ? 100 : 1)
  return Number.isFinite(parsed) ? parsed + 0 : null
}

const formatOf = (config: object | null) =>
  config && 'format' in config ? (config as NumberConfig).format : undefined
