/** Every type of property that people can add: what it is called, and how it begins. */
import type { PropertyRequest } from '../../data/properties.ts'

interface TypeOfProperty {
  name: string
  /** Its first settings; null when it cannot do without more (a relation needs to know where to). */
  initial: PropertyRequest | null
}

const plain = (name: string): TypeOfProperty => ({ name, initial: {} })

export const propertyTypes: Readonly<Record<string, TypeOfProperty>> = {
  rich_text: plain('Text'),
  number: { name: 'Number', initial: { format: 'number' } },
  select: { name: 'Select', initial: { options: [] } },
  multi_select: { name: 'Multi-select', initial: { options: [] } },
  status: plain('Status'),
  date: plain('Date'),
  people: plain('Person'),
  files: plain('Files'),
  checkbox: plain('Checkbox'),
  url: plain('URL'),
  email: plain('E-mail'),
  phone_number: plain('Phone'),
  relation: { name: 'Relation', initial: null },
  rollup: { name: 'Rollup', initial: null },
  formula: { name: 'Formula', initial: null },
  unique_id: { name: 'ID', initial: { prefix: null } },
  created_time: plain('Created time'),
  created_by: plain('Created by'),
  last_edited_time: plain('Last edited time'),
  last_edited_by: plain('Last edited by'),
  place: plain('Place'),
}

/** The name of any type, of those too that only programs make. */
export const nameOfType = (type: string): string =>
  propertyTypes[type]?.name ?? (type === 'title' ? 'Title' : type.replaceAll('_', ' '))
