import { Alert, Anchor, Button, List, Table, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconExternalLink } from '@tabler/icons-react'
import { useState } from 'react'
import { identityActs, type Saml } from '../../../data/identity.ts'
import { useSession } from '../../../data/session.ts'
import { Section } from '../../../ui/section.tsx'
import { tellFailure } from '../../../ui/tell.ts'
import { momentOf } from '../../../ui/when.ts'

/** A sign-in that signs nobody in, and what came of the last one. */
export function SamlTest({ saml: { identity_provider: provider, last_test: last } }: { saml: Saml }) {
  const acts = identityActs(useSession())
  const [link, setLink] = useState<string | null>(null)
  const test = () => acts.testSaml().then(({ login_url }) => setLink(login_url), tellFailure)
  return (
    <Section
      title="5. Try it"
      says="You sign in at the identity provider and see whom that would be here. Nobody is signed in by it."
      action={
        <Button variant="default" disabled={provider === null} onClick={test}>
          Test sign-in
        </Button>
      }
    >
      {link && (
        <Text size="sm" mb="sm">
          <Anchor href={link} target="_blank" rel="noreferrer" underline="always">
            Open the test sign-in <IconExternalLink size={14} aria-hidden />
          </Anchor>{' '}
          It is good for one try. What comes of it shows here.
        </Text>
      )}
      {last ? <LastTest last={last} /> : <Text size="sm">Nobody has tried it yet.</Text>}
    </Section>
  )
}

function LastTest({ last }: { last: NonNullable<Saml['last_test']> }) {
  const { passed, is_current: isCurrent, person, time, warnings } = last
  const title = passed ? `It would sign in ${person?.name ?? person?.email}` : 'It would not sign anybody in'
  return (
    <>
      <Alert
        color={passed ? 'leaf' : 'red'}
        icon={passed ? <IconCheck /> : <IconAlertTriangle />}
        title={title}
      >
        <Text size="sm">
          Tried {momentOf(time)}.{!isCurrent && ' The settings were changed since: try again.'}
        </Text>
        {last.message && <Text size="sm">{last.message}</Text>}
        {person && (
          <Text size="sm">
            {person.email}
            {person.groups.length > 0 && ` · groups: ${person.groups.join(', ')}`}
          </Text>
        )}
        {warnings.length > 0 && (
          <List size="sm">
            {warnings.map((warning) => (
              <List.Item key={warning}>{warning}</List.Item>
            ))}
          </List>
        )}
      </Alert>
      <Table mt="sm" captionSide="top" layout="fixed">
        <Table.Caption>What the assertion said</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>Values</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody style={{ overflowWrap: 'anywhere' }}>
          {last.name_id && (
            <Table.Tr>
              <Table.Td>NameID</Table.Td>
              <Table.Td>{last.name_id}</Table.Td>
            </Table.Tr>
          )}
          {last.attributes.map(({ name, friendly_name, values }) => (
            <Table.Tr key={name}>
              <Table.Td>{friendly_name ? `${name} (${friendly_name})` : name}</Table.Td>
              <Table.Td>{values.join(', ')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  )
}
