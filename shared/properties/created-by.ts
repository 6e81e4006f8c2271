import { noConfiguration } from './no-configuration.ts'
import { propertyType } from './property.ts'

export const createdBy = propertyType({
  type: 'created_by',
  ...noConfiguration,
  valueRequest: null,
  presentValue: (_value, _config, { meta, resolved }) => resolved.user(meta.created_by),
  plainText(_value, _config, { meta, resolved }) {
    const { name } = resolved.user(meta.created_by)
    return typeof name === 'string' ? name : ''
  },
  isReady: () => false,
  collectReferences: (_value, meta, references) => {
    references.users.add(meta.created_by)
  },
})
