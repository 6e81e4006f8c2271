import { Alert, Badge, Button, Group, List, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { identityActs, type Saml, samlQuery } from '../../../data/identity.ts'
import { useSession } from '../../../data/session.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { CopiedValue } from '../../../ui/copied-value.tsx'
import { One } from '../../../ui/one.tsx'
import { SavedSwitch } from '../../../ui/saved-switch.tsx'
import { Section } from '../../../ui/section.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'
import type { IdentityTab } from './identity.tsx'
import { SamlAttributes } from './saml-attributes.tsx'
import { SamlEnforce } from './saml-enforce.tsx'
import { SamlProvider } from './saml-provider.tsx'
import { SamlTest } from './saml-test.tsx'

/** SAML, step by step: each step can be taken again. */
export const SingleSignOn = ({ onOpen }: { onOpen: (tab: IdentityTab) => void }) => (
  <One query={useQuery(samlQuery(useSession()))}>{(saml) => <Steps saml={saml} onOpen={onOpen} />}</One>
)

function Steps({ saml, onOpen }: { saml: Saml; onOpen: (tab: IdentityTab) => void }) {
  const { service_provider: names, identity_provider: provider, domains, warnings } = saml
  return (
    <>
      {warnings.length > 0 && (
        <Alert color="yellow" icon={<IconAlertTriangle />} title="What to look at" mb="md">
          <List size="sm">
            {warnings.map((warning) => (
              <List.Item key={warning}>{warning}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Section
        title="1. Your domains"
        says="Only people with an address in a verified domain can sign in this way."
        action={
          <Button variant="default" size="xs" onClick={() => onOpen('domains')}>
            Domains
          </Button>
        }
      >
        <Group gap="xs">
          {domains.map((domain) => (
            <Badge key={domain} variant="dot" color="leaf">
              {domain}
            </Badge>
          ))}
          {domains.length === 0 && <Text size="sm">No domain is verified yet.</Text>}
        </Group>
      </Section>
      <Section
        title="2. Tell your identity provider about Octavo"
        says="Make a SAML application there, with these values. Signatures use SHA-256; assertions are not encrypted."
      >
        <CopiedValue label="Entity ID (Audience)" value={names.entity_id} />
        <CopiedValue label="ACS (Reply URL)" value={names.acs_url} />
        <CopiedValue label="Metadata" value={names.metadata_url} />
        <CopiedValue label="Login URL" value={names.login_url} />
      </Section>
      <SamlProvider saml={saml} />
      <SamlAttributes key={JSON.stringify([saml.attribute_map, saml.groups])} saml={saml} />
      <SamlTest saml={saml} />
      <TurnOn saml={saml} />
      <SamlEnforce saml={saml} />
      {provider && <Remove />}
    </>
  )
}

function TurnOn({ saml: { enabled, identity_provider: provider, metadata } }: { saml: Saml }) {
  const acts = identityActs(useSession())
  const turn = (enabled: boolean) =>
    acts
      .setSaml({ enabled })
      .then(
        () => tell(enabled ? 'People can sign in with the company.' : 'Single sign-on is off.'),
        tellFailure,
      )
  return (
    <Section
      title="6. Turn it on"
      says="The sign-in page offers “Sign in with your company”. Other ways stay open."
    >
      <SavedSwitch
        label="People can sign in with the company"
        checked={enabled}
        disabled={!enabled && provider === null && metadata.url === null}
        save={turn}
      />
    </Section>
  )
}

function Remove() {
  const acts = identityActs(useSession())
  const [isAsking, asking] = useDisclosure(false)
  return (
    <Section
      title="Remove the identity provider"
      says="People sign in in every other way again. Whom it knows by which name is remembered."
      action={
        <Button variant="default" color="red" onClick={asking.open}>
          Remove
        </Button>
      }
    >
      <Confirm
        isOpen={isAsking}
        onClose={asking.close}
        title="Remove the identity provider?"
        action="Remove"
        isDestructive
        run={() => acts.removeSaml().then(() => tell('The identity provider is removed.'))}
      >
        <Text size="sm">
          Nobody can sign in with the company any more. People without a password can ask for a link by mail
          to sign in. Sessions go on.
        </Text>
      </Confirm>
    </Section>
  )
}
