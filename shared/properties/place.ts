import Type from 'typebox'
import { Nullable, StrictObject } from '../validation/schemas.ts'
import { noConfiguration } from './no-configuration.ts'
import { propertyType } from './property.ts'

const Label = Type.Optional(Nullable(Type.String()))

interface PlaceRequest {
  readonly lat: number
  readonly lon: number
  readonly name?: string | null
  readonly address?: string | null
  readonly aws_place_id?: string | null
  readonly google_place_id?: string | null
}

type Place = Required<PlaceRequest>

export const place = propertyType<object, Place, unknown, PlaceRequest | null>({
  type: 'place',
  ...noConfiguration,
  valueRequest: Nullable(
    StrictObject({
      lat: Type.Number({ minimum: -90, maximum: 90 }),
      lon: Type.Number({ minimum: -180, maximum: 180 }),
      name: Label,
      address: Label,
      aws_place_id: Label,
      google_place_id: Label,
    }),
  ),
  storeValue(request) {
    if (!request) return null
    const { lat, lon } = request
    return {
      lat: lat + 0,
      lon: lon + 0,
      name: request.name ?? null,
      address: request.address ?? null,
      aws_place_id: request.aws_place_id ?? null,
      google_place_id: request.google_place_id ?? null,
    }
  },
  presentValue: (value) => value,
  plainText: (value) => (value ? value.name || value.address || `${value.lat}, ${value.lon}` : ''),
  isReady: () => true,
})
