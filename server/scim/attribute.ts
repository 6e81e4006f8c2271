/** Attributes of SCIM resources and how they are named: RFC 7643 section 2, RFC 7644 section 3.10. */

/** What `/Schemas` tells of an attribute (RFC 7643 section 7). What is absent has the default written here. */
export interface Attribute {
  readonly name: string
  /** `string` */
  readonly type?: 'string' | 'boolean' | 'dateTime' | 'reference' | 'complex'
  readonly description: string
  readonly multiValued?: true
  readonly required?: true
  readonly caseExact?: true
  /** `readWrite` */
  readonly mutability?: 'readOnly' | 'immutable'
  /** `default` */
  readonly returned?: 'always'
  /** `none` */
  readonly uniqueness?: 'server'
  readonly canonicalValues?: readonly string[]
  readonly referenceTypes?: readonly string[]
  readonly subAttributes?: readonly Attribute[]
}

export interface Schema {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly attributes: readonly Attribute[]
}

export interface ResourceType {
  readonly name: 'User' | 'Group'
  readonly endpoint: '/Users' | '/Groups'
  readonly description: string
  readonly schema: Schema
  readonly extensions: readonly Schema[]
  /** Other names by which clients call a schema, in lower case. */
  readonly aliases: Readonly<Record<string, string>>
  /** Other names by which clients call an attribute, in lower case. */
  readonly otherNames: ReadonlyMap<string, string>
}

/** A resource as JSON, its attributes named as the schemas name them; those of an extension under its URN. */
export type Resource = Record<string, unknown>

/** Where an attribute stands in a resource. */
export interface Place {
  /** URN of the extension that it belongs to; null for the schema of the resource itself and what is common to all. */
  readonly extension: string | null
  /** Null for the whole extension. */
  readonly attribute: Attribute | null
  readonly sub: Attribute | null
}

const description = (text: string) => ({ description: text })

/** What every resource has (RFC 7643 section 3.1). */
export const commonAttributes: readonly Attribute[] = [
  {
    name: 'schemas',
    type: 'reference',
    multiValued: true,
    caseExact: true,
    returned: 'always',
    ...description('The schemas of the resource.'),
  },
  {
    name: 'id',
    caseExact: true,
    mutability: 'readOnly',
    returned: 'always',
    uniqueness: 'server',
    ...description('What the server calls the resource.'),
  },
  { name: 'externalId', caseExact: true, ...description('What the client calls the resource.') },
  {
    name: 'meta',
    type: 'complex',
    mutability: 'readOnly',
    ...description('About the resource.'),
    subAttributes: [
      { name: 'resourceType', caseExact: true, mutability: 'readOnly', ...description('Its type.') },
      { name: 'created', type: 'dateTime', mutability: 'readOnly', ...description('When it was made.') },
      {
        name: 'lastModified',
        type: 'dateTime',
        mutability: 'readOnly',
        ...description('When it last changed.'),
      },
      {
        name: 'location',
        type: 'reference',
        caseExact: true,
        mutability: 'readOnly',
        ...description('Its address.'),
      },
      { name: 'version', caseExact: true, mutability: 'readOnly', ...description('Its entity tag.') },
    ],
  },
]

const named = (attributes: readonly Attribute[] | undefined, name: string): Attribute | undefined =>
  attributes?.find((attribute) => attribute.name.toLowerCase() === name.toLowerCase())

/** The attributes of the schema of a resource with those that every resource has. */
export const attributesOf = ({ schema }: ResourceType): readonly Attribute[] => [
  ...commonAttributes,
  ...schema.attributes,
]

/** The place that a name stands for: `userName`, `name.givenName`, `urn:…:User:manager.value`; null for one that is not known. */
export function placeOf(type: ResourceType, given: string): Place | null {
  const text = type.otherNames.get(given.toLowerCase()) ?? given
  const inExtension = schemaIn(type, text)
  if (inExtension !== null) {
    const { schema, rest } = inExtension
    const extension = schema === type.schema ? null : schema.id
    if (rest !== '') return placeAmong(extension, schema.attributes, rest)
    return extension === null ? null : { extension, attribute: null, sub: null }
  }
  return placeAmong(null, attributesOf(type), text)
}

function placeAmong(extension: string | null, attributes: readonly Attribute[], text: string): Place | null {
  const [name, subName, more] = text.split('.') as [string, string?, string?]
  const attribute = named(attributes, name)
  if (attribute === undefined || more !== undefined) return null
  if (subName === undefined) return { extension, attribute, sub: null }
  const sub = named(attribute.subAttributes, subName)
  return sub === undefined ? null : { extension, attribute, sub }
}

/** The schema that a name begins with, and what comes after its colon. */
function schemaIn(type: ResourceType, text: string): { schema: Schema; rest: string } | null {
  const lower = text.toLowerCase()
  if (!lower.startsWith('urn:')) return null
  for (const schema of [type.schema, ...type.extensions]) {
    for (const urn of [schema.id.toLowerCase(), ...aliasesOf(type, schema)]) {
      if (lower === urn) return { schema, rest: '' }
      if (lower.startsWith(`${urn}:`)) return { schema, rest: text.slice(urn.length + 1) }
    }
  }
  return null
}

const aliasesOf = ({ aliases }: ResourceType, { id }: Schema): string[] =>
  Object.keys(aliases).filter((alias) => aliases[alias] === id)

/** What stands at a place of a resource, of all elements where it has several: a list of plain values. */
export function valuesAt(resource: Resource, { extension, attribute, sub }: Place): unknown[] {
  const home = extension === null ? resource : ((resource[extension] ?? {}) as Resource)
  if (attribute === null) return Object.keys(home).length > 0 ? [home] : []
  const found = listed(home[attribute.name])
  return sub === null ? found : found.flatMap((value) => listed((value as Resource)[sub.name]))
}

const listed = (value: unknown): unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]
