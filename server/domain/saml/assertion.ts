/** What an assertion says, read from the bytes that were signed, and whether it is for us and for now. */
import { SamlRefusal } from './refusal.ts'
import { childrenOf, ns, parseXml, type XmlElement } from './xml.ts'

export interface Assertion {
  id: string
  issuer: string
  nameId: string
  nameIdFormat: string | null
  /** The request that it answers; null where the identity provider began. */
  inResponseTo: string | null
  /** Until when it may be used, in milliseconds since 1970. */
  expiresTime: number
  /** By their names, and by their friendly names. */
  attributes: Attribute[]
}

export interface Attribute {
  name: string
  friendlyName: string | null
  values: string[]
}

/** How far the clocks of two servers may be apart, in milliseconds. */
export const CLOCK_SKEW = 90_000

/** How long after it was made an assertion is taken, whatever it says itself, in milliseconds. */
const OLDEST = 10 * 60_000

/** In bytes: people are found by it, so it has to fit into an index. */
const LONGEST_NAME_ID = 1000

const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'

/** For whom an assertion should be, and from whom. */
export interface Expected {
  issuer: string
  audience: string
  recipient: string
  now: number
}

/** @throws `SamlRefusal` */
export function readAssertion(signed: string, expected: Expected): Assertion {
  const assertion = parseXml(signed, { comments: 'refused' })
  const issuer = onlyText(assertion, 'Issuer')
  if (issuer !== expected.issuer) throw new SamlRefusal('wrong_issuer')
  const [subject] = childrenOf(assertion, ns.assertion, 'Subject')
  const nameIds = subject === undefined ? [] : childrenOf(subject, ns.assertion, 'NameID')
  const nameId = nameIds.length === 1 ? nameIds[0]!.text.trim() : ''
  const isName = nameId !== '' && Buffer.byteLength(nameId) <= LONGEST_NAME_ID
  if (!isName || nameIds[0]!.children.length > 0) throw new SamlRefusal('no_name_id')
  requireConditions(assertion, expected)
  const confirmation = confirmationOf(subject!, expected)
  return {
    id: assertion.attributes.get('ID') ?? '',
    issuer,
    nameId,
    nameIdFormat: nameIds[0]!.attributes.get('Format') ?? null,
    ...confirmation,
    attributes: attributesOf(assertion),
  }
}

function onlyText(element: XmlElement, name: string): string | null {
  const found = childrenOf(element, ns.assertion, name)
  return found.length === 1 && found[0]!.children.length === 0 ? found[0]!.text.trim() : null
}

/** Conditions (saml-core section 2.5.1), and that it was made just now. */
function requireConditions(assertion: XmlElement, { audience, now }: Expected): void {
  const [conditions, ...more] = childrenOf(assertion, ns.assertion, 'Conditions')
  if (conditions === undefined || more.length > 0) throw new SamlRefusal('wrong_audience')
  requireTimes(conditions, now)
  const restrictions = childrenOf(conditions, ns.assertion, 'AudienceRestriction')
  const isOurs = restrictions.every((one) =>
    childrenOf(one, ns.assertion, 'Audience').some(({ text }) => text.trim() === audience),
  )
  if (restrictions.length === 0 || !isOurs) throw new SamlRefusal('wrong_audience')
  const issued = timeOf(assertion, 'IssueInstant')
  if (issued === null || now - issued > OLDEST + CLOCK_SKEW) throw new SamlRefusal('too_old')
  if (issued - now > CLOCK_SKEW) throw new SamlRefusal('not_yet_valid')
}

/** The one confirmation that whoever bears the assertion may use it (saml-profiles section 4.1.4.3). */
function confirmationOf(
  subject: XmlElement,
  { recipient, now }: Expected,
): Pick<Assertion, 'inResponseTo' | 'expiresTime'> {
  const bearers = childrenOf(subject, ns.assertion, 'SubjectConfirmation')
    .filter(({ attributes }) => attributes.get('Method') === BEARER)
    .flatMap((one) => childrenOf(one, ns.assertion, 'SubjectConfirmationData'))
  const [data, ...more] = bearers
  const expiresTime = data === undefined ? null : timeOf(data, 'NotOnOrAfter')
  if (data === undefined || more.length > 0 || expiresTime === null) throw new SamlRefusal('no_confirmation')
  if (data.attributes.get('Recipient') !== recipient) throw new SamlRefusal('wrong_recipient')
  requireTimes(data, now)
  return { inResponseTo: data.attributes.get('InResponseTo') ?? null, expiresTime }
}

function requireTimes(element: XmlElement, now: number): void {
  const from = timeOf(element, 'NotBefore')
  const to = timeOf(element, 'NotOnOrAfter')
  if (from !== null && now + CLOCK_SKEW < from) throw new SamlRefusal('not_yet_valid')
  if (to !== null && now - CLOCK_SKEW >= to) throw new SamlRefusal('expired')
}

/** A time of XML Schema in UTC, as SAML asks for (saml-core section 1.3.3). */
function timeOf({ attributes }: XmlElement, name: string): number | null {
  const text = attributes.get(name)
  if (text === undefined) return null
  const time = Date.parse(text)
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) || Number.isNaN(time)) {
    throw new SamlRefusal('malformed')
  }
  return time
}

function attributesOf(assertion: XmlElement): Attribute[] {
  return childrenOf(assertion, ns.assertion, 'AttributeStatement')
    .flatMap((statement) => childrenOf(statement, ns.assertion, 'Attribute'))
    .map((attribute) => ({
      name: attribute.attributes.get('Name') ?? '',
      friendlyName: attribute.attributes.get('FriendlyName') ?? null,
      values: childrenOf(attribute, ns.assertion, 'AttributeValue')
        .filter(({ children }) => children.length === 0)
        .map(({ text }) => text.trim())
        .filter((text) => text !== ''),
    }))
}
