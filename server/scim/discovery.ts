/** What this server can do: RFC 7643 sections 5 to 7, RFC 7644 section 4, RFC 9865 section 4. */
import type { Attribute, ResourceType, Schema } from './attribute.ts'
import { MOST_OPERATIONS, MOST_PAYLOAD } from './bulk.ts'
import { absent, ScimProblem } from './errors.ts'
import { MOST_RESULTS } from './list.ts'
import { resourceTypes, schemas } from './schemas.ts'

const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'
const metaOf = (resourceType: string, path: string, baseUrl: string) => ({
  resourceType,
  location: `${baseUrl}/scim/v2${path}`,
})

export const serviceProviderConfig = (baseUrl: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: true, maxOperations: MOST_OPERATIONS, maxPayloadSize: MOST_PAYLOAD },
  filter: { supported: true, maxResults: MOST_RESULTS },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: true },
  pagination: {
    cursor: true,
    index: true,
    defaultPaginationMethod: 'index',
    defaultPageSize: MOST_RESULTS,
    maxPageSize: MOST_RESULTS,
  },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'SCIM token',
      description: 'A token that an owner of the workspace made for this directory.',
      specUri: 'https://www.rfc-editor.org/info/rfc6750',
      primary: true,
    },
  ],
  meta: metaOf('ServiceProviderConfig', '/ServiceProviderConfig', baseUrl),
})

const presentType = ({ name, endpoint, description, schema, extensions }: ResourceType, baseUrl: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
  id: name,
  name,
  endpoint,
  description,
  schema: schema.id,
  schemaExtensions: extensions.map(({ id }) => ({ schema: id, required: false })),
  meta: metaOf('ResourceType', `/ResourceTypes/${name}`, baseUrl),
})

const presentSchema = ({ id, name, description, attributes }: Schema, baseUrl: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
  id,
  name,
  description,
  attributes: attributes.map(presentAttribute),
  meta: metaOf('Schema', `/Schemas/${id}`, baseUrl),
})

function presentAttribute({
  subAttributes,
  canonicalValues,
  referenceTypes,
  ...attribute
}: Attribute): object {
  const { name, type = 'string', description, multiValued = false, required = false } = attribute
  const { mutability = 'readWrite', returned = 'default' } = attribute
  return {
    name,
    type,
    multiValued,
    description,
    required,
    ...(type !== 'complex' && type !== 'boolean' && { caseExact: attribute.caseExact ?? false }),
    mutability,
    returned,
    ...(type !== 'complex' && type !== 'boolean' && { uniqueness: attribute.uniqueness ?? 'none' }),
    ...(canonicalValues && { canonicalValues }),
    ...(referenceTypes && { referenceTypes }),
    ...(subAttributes && { subAttributes: subAttributes.map(presentAttribute) }),
  }
}

export const resourceTypesList = (baseUrl: string) =>
  listOf(resourceTypes.map((type) => presentType(type, baseUrl)))

export const schemasList = (baseUrl: string) =>
  listOf(schemas.map((schema) => presentSchema(schema, baseUrl)))

export function oneResourceType(name: string, baseUrl: string) {
  const type = resourceTypes.find((one) => one.name.toLowerCase() === name.toLowerCase())
  if (type === undefined) throw absent(`ResourceType ${name}`)
  return presentType(type, baseUrl)
}

export function oneSchema(id: string, baseUrl: string) {
  const schema = schemas.find((one) => one.id.toLowerCase() === id.toLowerCase())
  if (schema === undefined) throw absent(`Schema ${id}`)
  return presentSchema(schema, baseUrl)
}

/** All of them are told, and in one order (RFC 7644 section 4). */
export function refuseFilter(query: Record<string, unknown>): void {
  if (query.filter !== undefined) throw new ScimProblem(403, 'What the server can do is not filtered.')
}

const listOf = (resources: readonly object[]) => ({
  schemas: [LIST],
  totalResults: resources.length,
  startIndex: 1,
  itemsPerPage: resources.length,
  Resources: resources,
})
