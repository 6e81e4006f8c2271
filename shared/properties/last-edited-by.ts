import { noConfiguration } from './no-configuration.ts'
import { propertyType } from './property.ts'

export const lastEditedBy = propertyType({
  type: 'last_edited_by',
  ...noConfiguration,
  valueRequest: null,
  presentValue: (_value, _config, { meta, resolved }) => resolved.user(meta.last_edited_by),
  plainText(_value, _config, { meta, resolved }) {
    const { name } = resolved.user(meta.last_edited_by)
    return typeof name === 'string' ? name : ''
  },
  isReady: () => false,
  collectReferences: (_value, meta, references) => {
    references.users.add(meta.last_edited_by)
  },
})
