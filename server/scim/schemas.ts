/** The resources of this server: RFC 7643 sections 4.1 to 4.3, and the role that somebody has in the workspace. */
import type { Attribute, ResourceType, Schema } from './attribute.ts'

const text = (name: string, description: string, more: Partial<Attribute> = {}): Attribute => ({
  name,
  description,
  ...more,
})

/** A list of values of which each says what it is for (RFC 7643 section 2.4). */
const several = (
  name: string,
  description: string,
  types: readonly string[],
  value: readonly Attribute[] = [text('value', 'The value.')],
): Attribute => ({
  name,
  description,
  type: 'complex',
  multiValued: true,
  subAttributes: [
    ...value,
    text('display', 'The value for people.'),
    text('type', 'What it is for.', types.length > 0 ? { canonicalValues: types } : {}),
    text('primary', 'Whether it is the first one to use.', { type: 'boolean' }),
  ],
})

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const NOTION = 'urn:ietf:params:scim:schemas:extension:notion:2.0:User'
export const OCTAVO = 'urn:octavo:params:scim:schemas:extension:2.0:User'

const userSchema: Schema = {
  id: USER,
  name: 'User',
  description: 'A person of the workspace, guests of pages among them.',
  attributes: [
    text(
      'userName',
      'What the person is found by: their e-mail address, which they also sign in with, or any other name.',
      {
        required: true,
        uniqueness: 'server',
      },
    ),
    {
      name: 'name',
      type: 'complex',
      description: 'The name. As a whole where that is given, else first and last name.',
      subAttributes: [
        text('formatted', 'The whole name.'),
        text('familyName', 'The last name.'),
        text('givenName', 'The first name.'),
        text('middleName', 'The middle name.'),
        text('honorificPrefix', 'What stands before the name.'),
        text('honorificSuffix', 'What stands after the name.'),
      ],
    },
    text('displayName', 'The name for people. It is theirs here where no `name` is given.'),
    text('nickName', 'How the person is called among friends.'),
    text('profileUrl', 'A page about the person.', {
      type: 'reference',
      referenceTypes: ['external'],
      caseExact: true,
    }),
    text('title', 'The title at work.'),
    text('userType', 'How the person belongs to the organization.'),
    text('preferredLanguage', 'The language they prefer.'),
    text('locale', 'Where they are, for dates and numbers.'),
    text('timezone', 'Their time zone.'),
    text('active', 'Whether the person may act. Who may not keeps everything, and all access ends at once.', {
      type: 'boolean',
    }),
    several('emails', 'E-mail addresses.', ['work', 'home', 'other']),
    several('phoneNumbers', 'Telephone numbers.', ['work', 'home', 'mobile', 'fax', 'pager', 'other']),
    several(
      'photos',
      'Pictures.',
      ['photo', 'thumbnail'],
      [
        text('value', 'The address of the picture.', {
          type: 'reference',
          referenceTypes: ['external'],
          caseExact: true,
        }),
      ],
    ),
    several(
      'addresses',
      'Postal addresses.',
      ['work', 'home', 'other'],
      [
        text('formatted', 'The whole address.'),
        text('streetAddress', 'Street and number.'),
        text('locality', 'The town.'),
        text('region', 'The state or region.'),
        text('postalCode', 'The postal code.'),
        text('country', 'The country.'),
      ],
    ),
    several('entitlements', 'What the person is entitled to elsewhere.', []),
    several(
      'roles',
      'What the person does elsewhere. What they are in the workspace is told by an extension.',
      [],
    ),
    {
      name: 'groups',
      type: 'complex',
      multiValued: true,
      mutability: 'readOnly',
      description: 'The groups that the person is in.',
      subAttributes: [
        text('value', 'The id of the group.', { mutability: 'readOnly', caseExact: true }),
        text('$ref', 'Its address.', {
          type: 'reference',
          referenceTypes: ['Group'],
          mutability: 'readOnly',
          caseExact: true,
        }),
        text('display', 'Its name.', { mutability: 'readOnly' }),
        text('type', 'Always direct: no group is in another.', {
          mutability: 'readOnly',
          canonicalValues: ['direct'],
        }),
      ],
    },
  ],
}

const enterpriseSchema: Schema = {
  id: ENTERPRISE,
  name: 'EnterpriseUser',
  description: 'Where a person stands in their organization.',
  attributes: [
    text('employeeNumber', 'The number of the employee.'),
    text('costCenter', 'The cost center.'),
    text('organization', 'The organization.'),
    text('division', 'The division.'),
    text('department', 'The department.'),
    {
      name: 'manager',
      type: 'complex',
      description: 'The manager.',
      subAttributes: [text('value', 'Id or e-mail address of the manager.')],
    },
  ],
}

export const memberRoles = ['owner', 'membership_admin', 'member', 'restricted_member'] as const

const notionSchema: Schema = {
  id: NOTION,
  name: 'NotionUser',
  description: 'The role of a member in the workspace, as Notion calls it.',
  attributes: [
    text('role', 'The role; guests have none here.', { caseExact: true, canonicalValues: memberRoles }),
  ],
}

const octavoSchema: Schema = {
  id: OCTAVO,
  name: 'OctavoUser',
  description:
    'The role of a person in the workspace. It is one attribute under two names: whichever changes counts, this one first.',
  attributes: [text('role', 'The role.', { caseExact: true, canonicalValues: [...memberRoles, 'guest'] })],
}

export const userType: ResourceType = {
  name: 'User',
  endpoint: '/Users',
  description: 'People.',
  schema: userSchema,
  extensions: [enterpriseSchema, notionSchema, octavoSchema],
  // As OneLogin still calls them.
  aliases: {
    'urn:scim:schemas:core:2.0': USER,
    'urn:scim:schemas:extension:enterprise:2.0': ENTERPRISE,
  },
  // As Notion's own guide to SCIM calls them.
  otherNames: new Map([
    ['email', 'emails.value'],
    ['given_name', 'name.givenName'],
    ['family_name', 'name.familyName'],
  ]),
}

export const groupType: ResourceType = {
  name: 'Group',
  endpoint: '/Groups',
  description: 'Groups of people, which pages and teamspaces are shared with.',
  schema: {
    id: GROUP,
    name: 'Group',
    description: 'A group of the workspace.',
    attributes: [
      text('displayName', 'The name, which no other group has.', { required: true, uniqueness: 'server' }),
      {
        name: 'members',
        type: 'complex',
        multiValued: true,
        description: 'Who is in the group. Guests cannot be.',
        subAttributes: [
          text('value', 'The id of the person.', { mutability: 'immutable', caseExact: true }),
          text('$ref', 'Their address.', {
            type: 'reference',
            referenceTypes: ['User'],
            mutability: 'immutable',
            caseExact: true,
          }),
          text('type', 'Always User.', { mutability: 'immutable', canonicalValues: ['User'] }),
          text('display', 'Their name.', { mutability: 'readOnly' }),
        ],
      },
    ],
  },
  extensions: [],
  aliases: { 'urn:scim:schemas:core:2.0': GROUP },
  otherNames: new Map(),
}

export const resourceTypes: readonly ResourceType[] = [userType, groupType]

export const schemas: readonly Schema[] = resourceTypes.flatMap(({ schema, extensions }) => [
  schema,
  ...extensions,
])
