import { blockOfFields } from './fields.ts'

export const divider = blockOfFields({ type: 'divider', fields: {}, holds: () => 'none' })
