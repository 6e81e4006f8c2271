import { blockOfFields } from './fields.ts'

export const breadcrumb = blockOfFields({ type: 'breadcrumb', fields: {}, holds: () => 'none' })
