import Type from 'typebox'
import { Nullable, StrictObject } from '../validation/schemas.ts'
import {
  configureOptions,
  type Option,
  OptionRequest,
  optionsOf,
  optionsOfTexts,
  presentOption,
  presentOptionConfig,
  useOption,
} from './options.ts'
import { propertyType } from './property.ts'

export interface SelectConfig {
  readonly options: readonly Option[]
}

export const SelectConfigRequest = StrictObject({ options: Type.Optional(Type.Array(OptionRequest)) })

export const select = propertyType<SelectConfig, string, { options?: OptionRequest[] }, OptionRequest | null>(
  {
    type: 'select',
    configRequest: SelectConfigRequest,
    configure: ({ options }, previous, { newId }) => ({
      options: configureOptions(options, optionsOf(previous), newId),
    }),
    presentConfig: ({ options }) => ({ options: options.map(presentOptionConfig) }),
    valueRequest: Nullable(OptionRequest),
    storeValue(request, write) {
      if (!request) return null
      const { option, options } = useOption(write.config.options, request, write.newId)
      if (options !== write.config.options) write.config = { options }
      return option.id
    },
    presentValue: (value, { options }) => (value === null ? null : presentOption(options, value)),
    plainText: (value, { options }) => options.find(({ id }) => id === value)?.name ?? '',
    fromText(text, write) {
      const { ids, options } = optionsOfTexts([text], write.config.options, write.newId, write.addsOptions)
      if (options !== write.config.options) write.config = { options }
      return ids[0] ?? null
    },
    isReady: () => true,
  },
)
