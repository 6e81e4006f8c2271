import { isSignInEmail } from '../sign-in/sign-in-email.ts'
import type { Assertion, Attribute } from './assertion.ts'
import type { AttributeMap } from './settings.ts'

/** Whom an assertion describes. */
export interface DescribedPerson {
  /** Null where none can be found that somebody can sign in with. */
  email: string | null
  name: string | null
  avatarUrl: string | null
}

const claim = (name: string) => `http://schemas.xmlsoap.org/ws/2005/05/identity/claims/${name}`

/** What identity providers usually call each; compared without case. */
const usual: Record<keyof AttributeMap, readonly string[]> = {
  email: [
    'email',
    'emailAddress',
    'mail',
    'urn:oid:0.9.2342.19200300.100.1.3',
    claim('emailaddress'),
    'User.email',
  ],
  name: [
    'displayName',
    'urn:oid:2.16.840.1.113730.3.1.241',
    'http://schemas.microsoft.com/identity/claims/displayname',
    'cn',
    'urn:oid:2.5.4.3',
  ],
  firstName: [
    'firstName',
    'givenName',
    'given_name',
    'urn:oid:2.5.4.42',
    claim('givenname'),
    'User.FirstName',
  ],
  lastName: [
    'lastName',
    'surname',
    'sn',
    'familyName',
    'family_name',
    'urn:oid:2.5.4.4',
    claim('surname'),
    'User.LastName',
  ],
  photo: ['profilePhoto', 'profilePicture', 'picture', 'photo', 'avatar'],
}

const LONGEST_NAME = 200
const LONGEST_URL = 2000

export function personIn({ nameId, attributes }: Assertion, map: AttributeMap): DescribedPerson {
  const first = (what: keyof AttributeMap) => firstOf(attributes, map[what], usual[what])
  const email = first('email') ?? nameId
  const parts = [first('firstName'), first('lastName')].filter((part) => part !== null)
  const name = (first('name') ?? parts.join(' ')).slice(0, LONGEST_NAME)
  const photo = first('photo')
  const isPicture = photo !== null && photo.length <= LONGEST_URL && URL.parse(photo)?.protocol === 'https:'
  return {
    email: isSignInEmail(email) ? email : null,
    name: name === '' || /\p{Cc}/u.test(name) || !name.isWellFormed() ? null : name,
    avatarUrl: isPicture ? photo : null,
  }
}

function firstOf(
  attributes: readonly Attribute[],
  chosen: string | null,
  usualNames: readonly string[],
): string | null {
  for (const name of chosen === null ? usualNames : [chosen]) {
    const [value] = valuesOf(attributes, name)
    if (value !== undefined) return value
  }
  return null
}

/** All values of the attributes of a name, whichever of their two names it is. */
export const valuesOf = (attributes: readonly Attribute[], name: string): string[] =>
  attributes.filter((one) => isCalled(one, name)).flatMap(({ values }) => values)

export const isCalled = (attribute: Attribute, name: string): boolean =>
  [attribute.name, attribute.friendlyName].some((one) => one?.toLowerCase() === name.toLowerCase())
