import { clearable } from './part.ts'
import { viewProperties } from './view-properties.ts'
import { viewOf } from './view-type.ts'

export const list = viewOf('list', { properties: clearable(viewProperties) })
