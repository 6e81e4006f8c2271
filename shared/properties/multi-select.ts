import Type from 'typebox'
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
import { type SelectConfig, SelectConfigRequest } from './select.ts'

export const multiSelect = propertyType<
  SelectConfig,
  readonly string[],
  { options?: OptionRequest[] },
  OptionRequest[]
>({
  type: 'multi_select',
  configRequest: SelectConfigRequest,
  configure: ({ options }, previous, { newId }) => ({
    options: configureOptions(options, optionsOf(previous), newId),
  }),
  presentConfig: ({ options }) => ({ options: options.map(presentOptionConfig) }),
  valueRequest: Type.Array(OptionRequest, { maxItems: 100 }),
  storeValue(request, write) {
    const ids = new Set<string>()
    let known = write.config.options
    for (const wanted of request) {
      const { option, options } = useOption(known, wanted, write.newId)
      known = options
      ids.add(option.id)
    }
    if (known !== write.config.options) write.config = { options: known }
    return ids.size ? [...ids] : null
  },
  presentValue: (value, { options }) =>
    (value ?? []).map((id) => presentOption(options, id)).filter((option) => option !== null),
  plainText: (value, { options }) => namesOf(value ?? [], options).join(', '),
  fromText(text, write) {
    const names = text.split(',')
    const { ids, options } = optionsOfTexts(names, write.config.options, write.newId, write.addsOptions)
    if (options !== write.config.options) write.config = { options }
    return ids.length ? ids : null
  },
  isReady: () => true,
})

const namesOf = (ids: readonly string[], options: readonly Option[]) =>
  ids.map((id) => options.find((option) => option.id === id)?.name).filter((name) => name !== undefined)
