import { Alert, Button, NativeSelect } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { samlQuery, scimTokensQuery } from '../../../data/identity.ts'
import { type Policy, policyQuery, setPolicy } from '../../../data/policy.ts'
import { useSession } from '../../../data/session.ts'
import { CopiedValue } from '../../../ui/copied-value.tsx'
import { Section } from '../../../ui/section.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'
import { Conflicts } from './conflicts.tsx'
import type { IdentityTab } from './identity.tsx'
import { ScimRequests } from './scim-requests.tsx'
import { ScimTokens } from './scim-tokens.tsx'

/** SCIM: directories that bring people and groups. */
export function Provisioning({ onOpen }: { onOpen: (tab: IdentityTab) => void }) {
  const session = useSession()
  const { data: tokens = [] } = useQuery(scimTokensQuery(session))
  const { data: saml } = useQuery(samlQuery(session))
  const { data: policy } = useQuery(policyQuery(session))
  const runs = tokens.some(({ status }) => status === 'active')
  return (
    <>
      {runs && saml && !saml.enabled && (
        <Alert
          color="yellow"
          icon={<IconAlertTriangle />}
          title="A directory brings people, and single sign-on is off"
          mb="md"
        >
          Many directories want SAML set up before SCIM. People that they bring can sign in by a link that is
          mailed to them; turn single sign-on on, so that whoever leaves the directory is also signed out
          there.
          <Button mt="sm" size="xs" variant="default" display="block" onClick={() => onOpen('saml')}>
            Set up single sign-on
          </Button>
        </Alert>
      )}
      <Section title="SCIM 2.0" says="Your identity provider asks for these, and for a token.">
        <CopiedValue label="Base address" value={`${location.origin}/scim/v2`} />
        <NativeSelect
          mt="md"
          maw="26rem"
          label="Whom directories may bring"
          description="Who is here already stays, and can be suspended by them."
          disabled={policy === undefined}
          data={[
            { value: 'any', label: 'Anybody' },
            { value: 'verified', label: 'Only people of verified domains' },
          ]}
          value={policy?.scim.domains ?? 'any'}
          onChange={({ currentTarget }) =>
            setPolicy(session, { scim: { domains: currentTarget.value as Policy['scim']['domains'] } }).then(
              () => tell('The rule holds from now on.'),
              tellFailure,
            )
          }
        />
      </Section>
      <ScimTokens />
      <Conflicts />
      <ScimRequests />
    </>
  )
}
