/** What an identity provider says, made by hand: also what none would say, and attackers do. */
import { readFileSync } from 'node:fs'
import { SignedXml } from 'xml-crypto'

const read = (name: string) => readFileSync(new URL(`./${name}`, import.meta.url), 'utf8')

/** The one that the workspace knows, and one that it does not. */
export const keys = {
  idp: { key: read('idp-key.pem'), certificate: read('idp-certificate.pem') },
  other: { key: read('other-key.pem'), certificate: read('other-certificate.pem') },
}
/** Over the key of the first, and long over. */
export const expiredCertificate = read('expired-certificate.pem')

export const derOf = (pem: string): string => pem.replaceAll(/-----[A-Z ]+-----|\s/g, '')

export const IDP = 'https://idp.test/metadata'
export const SSO = 'https://idp.test/sso'

export const metadataXml = ({
  entityId = IDP,
  ssoUrl = SSO,
  certificates = [keys.idp.certificate],
}: {
  entityId?: string
  ssoUrl?: string
  certificates?: string[]
} = {}): string => `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${entityId}">
<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
${certificates.map((pem) => `<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${derOf(pem)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`).join('\n')}
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${ssoUrl}"/>
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${ssoUrl}"/>
</md:IDPSSODescriptor>
</md:EntityDescriptor>`

/** What an assertion and the response around it say; all of it can be wrong. */
export interface Saying {
  /** Of the service provider. */
  audience: string
  acs: string
  inResponseTo: string | null
  nameId: string
  nameIdFormat: string
  issuer: string
  recipient: string
  destination: string | null
  attributes: Record<string, string | string[]>
  /** Milliseconds from now. */
  issued: number
  notBefore: number
  notOnOrAfter: number | null
  confirmedUntil: number | null
  assertionId: string
  status: string
}

let count = 0

export const saying = (
  { audience, acs }: Pick<Saying, 'audience' | 'acs'>,
  more: Partial<Saying> = {},
): Saying => ({
  audience,
  acs,
  inResponseTo: null,
  nameId: 'grace@acme.test',
  nameIdFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  issuer: IDP,
  recipient: acs,
  destination: acs,
  attributes: {},
  issued: 0,
  notBefore: -5000,
  notOnOrAfter: 300_000,
  confirmedUntil: 300_000,
  assertionId: `_assertion${++count}`,
  status: 'urn:oasis:names:tc:SAML:2.0:status:Success',
  ...more,
})

const at = (offset: number): string => new Date(Date.now() + offset).toISOString()
const unless = (value: unknown, text: string): string => (value === null ? '' : text)

export const assertionXml = (said: Saying): string =>
  `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ID="${said.assertionId}" Version="2.0" IssueInstant="${at(said.issued)}">` +
  `<saml:Issuer>${said.issuer}</saml:Issuer>` +
  `<saml:Subject><saml:NameID Format="${said.nameIdFormat}">${said.nameId}</saml:NameID>` +
  `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData Recipient="${said.recipient}"` +
  unless(said.confirmedUntil, ` NotOnOrAfter="${at(said.confirmedUntil ?? 0)}"`) +
  `${unless(said.inResponseTo, ` InResponseTo="${said.inResponseTo}"`)}/></saml:SubjectConfirmation></saml:Subject>` +
  `<saml:Conditions NotBefore="${at(said.notBefore)}"${unless(said.notOnOrAfter, ` NotOnOrAfter="${at(said.notOnOrAfter ?? 0)}"`)}>` +
  `<saml:AudienceRestriction><saml:Audience>${said.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
  `<saml:AuthnStatement AuthnInstant="${at(said.issued)}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
  `<saml:AttributeStatement>${Object.entries(said.attributes).map(attributeXml).join('')}</saml:AttributeStatement>` +
  '</saml:Assertion>'

const attributeXml = ([name, values]: [string, string | string[]]): string =>
  `<saml:Attribute Name="${name}">${[values]
    .flat()
    .map((value) => `<saml:AttributeValue xsi:type="xs:string">${value}</saml:AttributeValue>`)
    .join('')}</saml:Attribute>`

export const responseXml = (said: Saying, assertion: string = assertionXml(said)): string =>
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_response${++count}" Version="2.0" IssueInstant="${at(said.issued)}"` +
  unless(said.destination, ` Destination="${said.destination}"`) +
  `${unless(said.inResponseTo, ` InResponseTo="${said.inResponseTo}"`)}><saml:Issuer>${said.issuer}</saml:Issuer>` +
  `<samlp:Status><samlp:StatusCode Value="${said.status}"/></samlp:Status>${assertion}</samlp:Response>`

const C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#'

export interface Signing {
  by?: { key: string; certificate: string }
  algorithm?: string
  digest?: string
  transforms?: string[]
  /** Made with a secret and not with a key. */
  isHmac?: boolean
}

/** Signs an element, in it after its issuer, as identity providers do. */
export function sign(
  xml: string,
  element: 'Assertion' | 'Response',
  {
    by = keys.idp,
    algorithm = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    digest = 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms = ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', C14N],
    isHmac = false,
  }: Signing = {},
): string {
  const signature = new SignedXml({
    privateKey: by.key,
    publicCert: by.certificate,
    canonicalizationAlgorithm: C14N,
    signatureAlgorithm: algorithm,
    getKeyInfoContent: () =>
      `<X509Data><X509Certificate>${derOf(by.certificate)}</X509Certificate></X509Data>`,
  })
  if (isHmac) {
    signature.enableHMAC()
    // What everybody knows is taken for the secret.
    signature.privateKey = keys.idp.certificate
    signature.signatureAlgorithm = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1'
  }
  const path = `//*[local-name(.)='${element}']`
  signature.addReference({ xpath: path, transforms, digestAlgorithm: digest })
  signature.computeSignature(xml, {
    location: { reference: `${path}/*[local-name(.)='Issuer']`, action: 'after' },
  })
  return signature.getSignedXml()
}

/** A response whose assertion is signed: what most identity providers send. */
export const signedResponse = (said: Saying, signing: Signing = {}): string =>
  sign(responseXml(said), 'Assertion', signing)
