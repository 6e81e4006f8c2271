/** The metadata of an identity provider ("Metadata for SAML V2.0", saml-metadata-2.0-os). */
import { X509Certificate } from 'node:crypto'
import { invalid } from '#shared/problem.ts'
import { childrenOf, ns, parseXml, UnreadableXml, type XmlElement } from './xml.ts'

/** What is needed of it. */
export interface IdpMetadata {
  entityId: string
  /** Where browsers are sent to sign in, by the binding HTTP-Redirect. */
  ssoUrl: string
  /** Those that sign, in DER and base64: several while one follows another. */
  certificates: string[]
  /** It takes only requests that are signed. */
  wantsSignedRequests: boolean
}

/** What is read of metadata at all, in characters. */
export const LONGEST_METADATA = 512 * 1024

const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol'
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'

/** In bytes; saml-core section 8.3.6. */
const LONGEST_ENTITY_ID = 1024
const MOST_CERTIFICATES = 20

/** @throws `invalid` that says what is wrong with it. */
export function readMetadata(xml: string): IdpMetadata {
  const root = rootOf(xml)
  if (root.namespace === ns.metadata && root.name === 'EntitiesDescriptor') {
    throw refused(
      'it describes several entities (EntitiesDescriptor). Give the EntityDescriptor of your identity provider alone',
    )
  }
  if (root.namespace !== ns.metadata || root.name !== 'EntityDescriptor') {
    throw refused(`its root should be an EntityDescriptor, instead was ${JSON.stringify(root.name)}`)
  }
  const entityId = root.attributes.get('entityID') ?? ''
  if (entityId === '' || Buffer.byteLength(entityId) > LONGEST_ENTITY_ID)
    throw refused('it has no usable entityID')
  const idp = childrenOf(root, ns.metadata, 'IDPSSODescriptor').find((one) =>
    (one.attributes.get('protocolSupportEnumeration') ?? '').split(/\s+/).includes(PROTOCOL),
  )
  if (idp === undefined) {
    throw refused('it describes no identity provider of SAML 2.0 (IDPSSODescriptor)')
  }
  return {
    entityId,
    ssoUrl: ssoUrlOf(idp),
    certificates: certificatesOf(idp),
    wantsSignedRequests: /^(true|1)$/.test(idp.attributes.get('WantAuthnRequestsSigned') ?? ''),
  }
}

function rootOf(xml: string): XmlElement {
  if (xml.length > LONGEST_METADATA) throw refused(`it is longer than ${LONGEST_METADATA} characters`)
  try {
    return parseXml(xml.replace(/^\uFEFF/, '').trimStart(), { comments: 'ignored' })
  } catch (error) {
    if (error instanceof UnreadableXml) throw refused(error.message)
    throw error
  }
}

function ssoUrlOf(idp: XmlElement): string {
  const services = childrenOf(idp, ns.metadata, 'SingleSignOnService')
  const location = services
    .find(({ attributes }) => attributes.get('Binding') === REDIRECT)
    ?.attributes.get('Location')
  if (location === undefined) throw refused('it has no SingleSignOnService with the binding HTTP-Redirect')
  if (!/^https?:$/.test(URL.parse(location)?.protocol ?? '')) {
    throw refused('its SingleSignOnService should be at an http or https address')
  }
  return location
}

function certificatesOf(idp: XmlElement): string[] {
  const signing = childrenOf(idp, ns.metadata, 'KeyDescriptor').filter(
    ({ attributes }) => (attributes.get('use') ?? 'signing') === 'signing',
  )
  const texts = signing
    .flatMap((key) => childrenOf(key, ns.signature, 'KeyInfo'))
    .flatMap((info) => childrenOf(info, ns.signature, 'X509Data'))
    .flatMap((data) => childrenOf(data, ns.signature, 'X509Certificate'))
    .map(({ text }) => text.replaceAll(/\s/g, ''))
  const certificates = [...new Set(texts)]
  if (certificates.length === 0) throw refused('it has no certificate to verify signatures with')
  if (certificates.length > MOST_CERTIFICATES)
    throw refused(`it has more than ${MOST_CERTIFICATES} certificates`)
  for (const text of certificates) requireCertificate(text)
  return certificates
}

function requireCertificate(text: string): void {
  try {
    const { asymmetricKeyType } = new X509Certificate(Buffer.from(text, 'base64')).publicKey
    if (asymmetricKeyType === 'rsa') return
  } catch {
    throw refused('one of its certificates cannot be read')
  }
  throw refused('one of its certificates holds a key that is not RSA')
}

const refused = (why: string) =>
  invalid(`The metadata of the identity provider cannot be used: ${why}.`, { reason: 'saml_metadata' })

/** What is told of a certificate. */
export interface Certificate {
  /** SHA-256 over its DER, in hexadecimal with colons. */
  fingerprint: string
  subject: string
  validFrom: number
  validTo: number
}

export function describeCertificate(der: string): Certificate {
  const certificate = new X509Certificate(Buffer.from(der, 'base64'))
  return {
    fingerprint: certificate.fingerprint256,
    subject: certificate.subject.replaceAll('\n', ', '),
    validFrom: Date.parse(certificate.validFrom),
    validTo: Date.parse(certificate.validTo),
  }
}
