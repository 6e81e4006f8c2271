import type { Profile } from '@node-saml/node-saml'
import { SamlRefusal } from './refusal.ts'
import type { ResponseShape } from './response.ts'

/**
 * The assertion as it was signed with one of these certificates: only these bytes are read. Whatever signature there
 * is has to hold. Certificates that come with the answer (`KeyInfo`) count for nothing.
 *
 * node-saml finds the bytes. Its checks of what they say are passed over: those of `readAssertion` go by our clock,
 * look at what it does not, and name their reason.
 *
 * @throws `SamlRefusal`
 */
export async function signedAssertion(
  samlResponse: string,
  certificates: readonly string[],
  { isResponseSigned, isAssertionSigned }: ResponseShape,
): Promise<string> {
  // Loaded here because a server without SAML has no use for it.
  const { SAML } = await import('@node-saml/node-saml')
  class SignatureCheck extends SAML {
    protected override async processValidlySignedAssertionAsync(xml: string) {
      return { profile: { getAssertionXml: () => xml } as Profile, loggedOut: false }
    }
  }
  const check = new SignatureCheck({
    idpCert: [...certificates],
    wantAuthnResponseSigned: isResponseSigned,
    wantAssertionsSigned: isAssertionSigned,
    // Asked for, and used by checks that are passed over.
    callbackUrl: 'unused',
    issuer: 'unused',
  })
  try {
    const { profile } = await check.validatePostResponseAsync({ SAMLResponse: samlResponse })
    return profile!.getAssertionXml!()
  } catch {
    throw new SamlRefusal('bad_signature')
  }
}
