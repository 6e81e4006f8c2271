/** The answer of an identity provider before anything in it is believed: whether it has the one shape that is taken. */
import { SamlRefusal } from './refusal.ts'
import { childrenOf, everyElement, ns, parseXml, UnreadableXml, type XmlElement } from './xml.ts'

/** What of a response is signed, and what it says of itself, unproven. */
export interface ResponseShape {
  isResponseSigned: boolean
  isAssertionSigned: boolean
  destination: string | null
  inResponseTo: string | null
}

const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success'
const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const canonicalizations = [
  EXCLUSIVE_C14N,
  `${EXCLUSIVE_C14N}WithComments`,
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
]
const transforms = [...canonicalizations, 'http://www.w3.org/2000/09/xmldsig#enveloped-signature']

const sha1 = ['http://www.w3.org/2000/09/xmldsig#rsa-sha1', 'http://www.w3.org/2000/09/xmldsig#sha1']
const algorithms = [
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
]

/**
 * Refuses whatever has another shape than one response with one assertion directly in it, of which at least one is
 * signed whole: every wrapping of signatures needs a second place for something.
 *
 * @throws `SamlRefusal`
 */
export function shapeOf(xml: string, { allowSha1 }: { allowSha1: boolean }): ResponseShape {
  const response = parse(xml)
  if (response.namespace !== ns.protocol || response.name !== 'Response')
    throw new SamlRefusal('not_a_response')
  requireSuccess(response)
  const everything = [...everyElement(response)]
  if (everything.some(({ name }) => name === 'EncryptedAssertion')) throw new SamlRefusal('encrypted')
  const [assertion] = childrenOf(response, ns.assertion, 'Assertion')
  const named = everything.filter(({ name }) => name === 'Assertion' || name === 'Response')
  if (assertion === undefined || named.length !== 2) throw new SamlRefusal('assertion_count')
  requireUniqueIds(everything)

  const signatures = everything.filter(({ name }) => name === 'Signature')
  const [ofResponse, ofAssertion] = [signatureOf(response), signatureOf(assertion)]
  const known = [ofResponse, ofAssertion].filter((one) => one !== null)
  if (signatures.length !== known.length) throw new SamlRefusal('misplaced_signature')
  if (known.length === 0) throw new SamlRefusal('unsigned')
  for (const signature of known) requireAlgorithms(signature, allowSha1)
  return {
    isResponseSigned: ofResponse !== null,
    isAssertionSigned: ofAssertion !== null,
    destination: response.attributes.get('Destination') ?? null,
    inResponseTo: response.attributes.get('InResponseTo') ?? null,
  }
}

function parse(xml: string): XmlElement {
  try {
    return parseXml(xml, { comments: 'refused' })
  } catch (error) {
    if (error instanceof UnreadableXml) throw new SamlRefusal(error.flaw)
    throw error
  }
}

function requireSuccess(response: XmlElement): void {
  const codes = childrenOf(response, ns.protocol, 'Status').flatMap((status) =>
    childrenOf(status, ns.protocol, 'StatusCode'),
  )
  if (codes.length !== 1 || codes[0]!.attributes.get('Value') !== SUCCESS) {
    throw new SamlRefusal('identity_provider_refused')
  }
}

function requireUniqueIds(everything: readonly XmlElement[]): void {
  const ids = everything.flatMap(({ attributes }) =>
    [...attributes].filter(([name]) => /^(xml:)?id$/i.test(name)).map(([, value]) => value),
  )
  if (new Set(ids).size !== ids.length) throw new SamlRefusal('duplicate_id')
}

/** The signature of an element, which stands directly in it, refers to it whole and holds nothing else. */
function signatureOf(element: XmlElement): XmlElement | null {
  const [signature, ...more] = childrenOf(element, ns.signature, 'Signature')
  if (signature === undefined) return null
  const [info, ...otherInfos] = childrenOf(signature, ns.signature, 'SignedInfo')
  const references = info === undefined ? [] : childrenOf(info, ns.signature, 'Reference')
  const id = element.attributes.get('ID') ?? ''
  const isWhole =
    more.length === 0 &&
    otherInfos.length === 0 &&
    references.length === 1 &&
    id !== '' &&
    references[0]!.attributes.get('URI') === `#${id}` &&
    signature.children.every(({ name }) => ['SignedInfo', 'SignatureValue', 'KeyInfo'].includes(name))
  if (!isWhole) throw new SamlRefusal('misplaced_signature')
  return signature
}

function requireAlgorithms(signature: XmlElement, allowSha1: boolean): void {
  const info = childrenOf(signature, ns.signature, 'SignedInfo').flatMap((one) => [...everyElement(one)])
  const algorithmsOf = (name: string) =>
    info.filter((one) => one.name === name).map(({ attributes }) => attributes.get('Algorithm') ?? '')
  const used = [...algorithmsOf('SignatureMethod'), ...algorithmsOf('DigestMethod')]
  if (!allowSha1 && used.some((one) => sha1.includes(one))) throw new SamlRefusal('sha1')
  const isKnown =
    used.length === 2 &&
    used.every((one) => algorithms.includes(one) || sha1.includes(one)) &&
    algorithmsOf('CanonicalizationMethod').every((one) => canonicalizations.includes(one)) &&
    algorithmsOf('Transform').every((one) => transforms.includes(one))
  if (!isKnown) throw new SamlRefusal('unknown_algorithm')
}
