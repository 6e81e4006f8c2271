import { Alert, Button, Group, List, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { enforcementQuery, identityActs, type Saml, type SamlEnforcement } from '../../../data/identity.ts'
import { peopleQuery } from '../../../data/people.ts'
import { useSession } from '../../../data/session.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { SavedSwitch } from '../../../ui/saved-switch.tsx'
import { Section } from '../../../ui/section.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'

/** No other way in for people of the domains, and the owners who keep one. */
export function SamlEnforce({ saml }: { saml: Saml }) {
  const session = useSession()
  const acts = identityActs(session)
  const people = useQuery(peopleQuery(session))
  const owners = people.data?.filter(({ role, state }) => role === 'owner' && state === 'active')
  const { data: reached } = useQuery(enforcementQuery(session))
  const [isAsking, asking] = useDisclosure(false)
  const { break_glass: kept, enforced } = saml
  const keep = (id: string, isKept: boolean) =>
    acts
      .setSaml({ break_glass: isKept ? [...kept, id] : kept.filter((one) => one !== id) })
      .then(() => tell('It is changed.'), tellFailure)
  const lacks = lackedBy(saml)
  return (
    <Section
      title="7. Enforce it"
      says="People of your domains sign in with the company and in no other way."
    >
      <Text size="sm" fw={600}>
        Break-glass owners
      </Text>
      <Text size="sm" c="dimmed" mb="xs">
        They may sign in by any way, for the day when the identity provider is down. Name one at least, who
        has a password.
      </Text>
      <ListOf query={{ ...people, data: owners } as typeof people} empty={null}>
        {(owners) => (
          <Stack gap={6} mb="md">
            {owners.map(({ id, name, person }) => (
              <SavedSwitch
                key={id}
                label={[name, person.email].filter(Boolean).join(' · ')}
                checked={kept.includes(id)}
                save={(isKept) => keep(id, isKept)}
              />
            ))}
          </Stack>
        )}
      </ListOf>
      {reached && <Reached reached={reached} isEnforced={enforced} />}
      {!enforced && lacks.length > 0 && (
        <Text size="sm" mt="sm">
          It can be enforced once {lacks.join(', and ')}.
        </Text>
      )}
      <Group mt="md">
        {enforced ? (
          <Button
            variant="default"
            onClick={() =>
              acts.setSaml({ enforced: false }).then(() => tell('Every way in is open again.'), tellFailure)
            }
          >
            Stop enforcing
          </Button>
        ) : (
          <Button disabled={lacks.length > 0} onClick={asking.open}>
            Enforce…
          </Button>
        )}
      </Group>
      <Confirm
        isOpen={isAsking}
        onClose={asking.close}
        title="Enforce single sign-on?"
        action="Enforce"
        isDestructive
        run={() => acts.setSaml({ enforced: true }).then(() => tell('Single sign-on is enforced.'))}
      >
        {reached && <Reached reached={reached} isEnforced={false} />}
        <Text size="sm" mt="sm">
          Whoever is signed in otherwise is signed out at once. Personal access tokens go on. You can stop
          enforcing at any time.
        </Text>
      </Confirm>
    </Section>
  )
}

const lackedBy = ({ enabled, domains, last_test: test, break_glass: kept }: Saml): string[] =>
  [
    domains.length === 0 && 'a domain is verified',
    !enabled && 'single sign-on is turned on',
    !(test?.passed && test.is_current) && 'a test sign-in went well with these very settings',
    kept.length === 0 && 'a break-glass owner is named',
  ].filter((one) => one !== false)

/** Whom it lets in by the identity provider alone, and whom it may lock out. */
function Reached({ reached, isEnforced }: { reached: SamlEnforcement; isEnforced: boolean }) {
  const { people_count: count, never_signed_in_count: never, sessions_count: sessions } = reached
  const unknown = reached.people.filter(({ last_login_time }) => last_login_time === null)
  const will = isEnforced ? '' : ' would'
  return (
    <Alert
      color={never > 0 ? 'yellow' : 'gray'}
      title={`It${isEnforced ? ' reaches' : ' would reach'} ${peopleOf(count)}`}
    >
      <Stack gap={6}>
        {sessions > 0 && (
          <Text size="sm">
            {sessions === 1 ? 'One session' : `${sessions} sessions`} that the company did not open{will} end.
          </Text>
        )}
        {never > 0 && (
          <div>
            <Text size="sm">
              {never === 1 ? 'One of them has' : `${never} of them have`} never signed in with the company.
              Who is not known at the identity provider is locked out:
            </Text>
            <List size="sm">
              {unknown.map(({ id, name, email }) => (
                <List.Item key={id}>{[name, email].filter(Boolean).join(' · ')}</List.Item>
              ))}
            </List>
            {never > unknown.length && <Text size="sm">and {never - unknown.length} more.</Text>}
          </div>
        )}
        <Text size="sm">
          {reached.break_glass.length === 0
            ? 'Nobody keeps another way in.'
            : `Any way in stays open to ${reached.break_glass.map(({ name, email }) => name ?? email).join(', ')}.`}
        </Text>
      </Stack>
    </Alert>
  )
}

const peopleOf = (count: number): string => (count === 1 ? 'one person' : `${count} people`)
