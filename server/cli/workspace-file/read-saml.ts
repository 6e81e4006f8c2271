import { readMetadata } from '#server/domain/saml/metadata.ts'
import type { SamlChange } from '#server/domain/saml/set-up.ts'
import { Problem } from '#shared/problem.ts'
import { fieldsOf, flagOf, nameOf, note, type Place, should, textOf } from './fields.ts'

/** Whatever of SAML a file can say. */
export function readSaml(place: Place | undefined): SamlChange | null {
  if (!place) return null
  const fields = fieldsOf(place, [
    'metadata_url',
    'metadata_xml',
    'enabled',
    'enforced',
    'just_in_time',
    'allow_idp_initiated',
    'group_attribute',
  ])
  const [url, xml] = [fields.at('metadata_url'), fields.at('metadata_xml')]
  if (url && xml) note(xml, 'is given beside metadata_url, and only one of them counts')
  if (!xml) fields.need('metadata_url')
  const enforced = fields.at('enforced')
  if (enforced) note(enforced, 'is for the administration API, which asks for a test sign-in before')
  const attribute = nameOf(fields.at('group_attribute'))
  return {
    metadataUrl: addressOf(url),
    metadataXml: metadataOf(xml),
    enabled: flagOf(fields.at('enabled')) ?? true,
    justInTime: flagOf(fields.at('just_in_time')),
    allowIdpInitiated: flagOf(fields.at('allow_idp_initiated')),
    groups: attribute === undefined ? undefined : { attribute, map: null },
  }
}

function addressOf(place: Place | undefined): string | undefined {
  const text = textOf(place)
  if (place && text !== undefined && URL.parse(text)?.protocol !== 'https:') should(place, 'an https address')
  return text
}

function metadataOf(place: Place | undefined): string | undefined {
  const text = textOf(place)
  if (place === undefined || text === undefined) return undefined
  try {
    readMetadata(text)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    note(place, error.message)
  }
  return text
}
