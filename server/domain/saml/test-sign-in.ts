import { updateSamlSettings } from '#server/store/saml.ts'
import type { Context } from '../context.ts'
import { domainOfEmail, verifiedDomainsOf } from '../domains/of-workspace.ts'
import { isSignInEmail } from '../sign-in/sign-in-email.ts'
import type { Assertion } from './assertion.ts'
import { personIn } from './attributes.ts'
import { wantedGroups } from './groups.ts'
import type { RefusalReason } from './refusal.ts'
import { fingerprintOf, type LastTest, readSaml, type SamlSettings } from './settings.ts'

/** What is kept of the attributes that came. */
const MOST_ATTRIBUTES = 100
const MOST_VALUES = 20
const LONGEST_VALUE = 500

/** Keeps how a test went: with what arrived, or why nothing did. */
export async function recordTest(
  context: Context,
  outcome: { assertion: Assertion } | { reason: RefusalReason },
): Promise<LastTest> {
  const { db, workspace } = context
  const settings = (await readSaml(db, workspace.id))!
  const test =
    'assertion' in outcome
      ? await testOf(context, settings, outcome.assertion)
      : failed(context, settings, outcome.reason)
  await updateSamlSettings(db, workspace.id, { last_test: JSON.stringify(test) })
  context.record({
    type: 'saml.tested',
    entity: { type: 'workspace', id: workspace.id },
    data: { passed: test.passed, reason: test.reason },
  })
  return test
}

const failed = ({ now }: Context, settings: SamlSettings, reason: RefusalReason): LastTest => ({
  time: now,
  passed: false,
  reason,
  nameId: null,
  nameIdFormat: null,
  attributes: [],
  person: null,
  warnings: [],
  fingerprint: fingerprintOf(settings),
})

async function testOf(context: Context, settings: SamlSettings, assertion: Assertion): Promise<LastTest> {
  const { db, workspace, now } = context
  const { email, name, avatarUrl } = personIn(assertion, settings.attributeMap)
  const domains = await verifiedDomainsOf(db, workspace.id)
  const reason =
    email === null ? 'no_email' : domains.includes(domainOfEmail(email)) ? null : ('foreign_domain' as const)
  const groups =
    settings.groups === null ? null : await wantedGroups(context, settings.groups, assertion.attributes)
  return {
    time: now,
    passed: reason === null,
    reason,
    nameId: assertion.nameId,
    nameIdFormat: assertion.nameIdFormat,
    attributes: assertion.attributes.slice(0, MOST_ATTRIBUTES).map((one) => ({
      ...one,
      values: one.values.slice(0, MOST_VALUES).map((value) => value.slice(0, LONGEST_VALUE)),
    })),
    person:
      email === null
        ? null
        : { email, name, avatarUrl, groups: groups?.groups.map((group) => group.name) ?? [] },
    warnings: [
      ...(name === null
        ? ['No name came: map an attribute to it, or people are called by their e-mail.']
        : []),
      ...(isSignInEmail(assertion.nameId) &&
      email !== null &&
      assertion.nameId.toLowerCase() !== email.toLowerCase()
        ? [`The NameID is an e-mail address, ${assertion.nameId}, and another one than the person's.`]
        : []),
      ...(/:transient$/.test(assertion.nameIdFormat ?? '')
        ? ['The NameID is transient: it is another one each time, so people are found by their e-mail alone.']
        : []),
      ...(groups?.isUntold
        ? [
            'The identity provider named no groups because there are too many: send fewer, or their groups stay as they are.',
          ]
        : []),
      ...(groups?.unknown ?? [])
        .slice(0, MOST_VALUES)
        .map((value) => `No group here is meant by ${JSON.stringify(value)}.`),
      ...(groups?.directory ?? []).map(
        (one) => `The group ${JSON.stringify(one)} is managed by a directory, so sign-ins leave it alone.`,
      ),
    ],
    fingerprint: fingerprintOf(settings),
  }
}
