import Type from 'typebox'
import { Nullable } from '../validation/schemas.ts'
import { noConfiguration } from './no-configuration.ts'
import { propertyType } from './property.ts'

/** A type whose value is one string, as it was given. An empty string is an empty value. */
export const oneText = (type: string, maxLength: number) =>
  propertyType<object, string, unknown, string | null>({
    type,
    ...noConfiguration,
    valueRequest: Nullable(Type.String({ maxLength })),
    storeValue: (request) => request || null,
    presentValue: (value) => value,
    plainText: (value) => value ?? '',
    fromText: (text) => (text.length <= maxLength ? text || null : null),
    isReady: () => true,
  })
