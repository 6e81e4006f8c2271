import { Badge, Button, Collapse, Group, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconWorld } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type Domain, domainsQuery, identityActs } from '../../../data/identity.ts'
import { useSession } from '../../../data/session.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { CopiedValue } from '../../../ui/copied-value.tsx'
import { describe } from '../../../ui/failed.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { ListOf } from '../../../ui/list-of.tsx'
import { Message } from '../../../ui/message.tsx'
import { Section } from '../../../ui/section.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'
import { dayOf, momentOf } from '../../../ui/when.ts'

/** The e-mail domains of the workspace, and the records that prove them. */
export function Domains() {
  const query = useQuery(domainsQuery(useSession()))
  return (
    <Section
      title="Verified domains"
      says="People with an address in a verified domain can sign in with the company. Domains below one are others."
    >
      <AddDomain />
      <ListOf
        query={query}
        empty={
          <Message icon={<IconWorld size={36} stroke={1.2} />} title="No domains yet">
            Add the domain of your people’s e-mail addresses. You prove that it is yours with a record in DNS.
          </Message>
        }
      >
        {(domains) => (
          <Lines label="Domains">
            {domains.map((domain) => (
              <DomainLine key={domain.id} domain={domain} />
            ))}
          </Lines>
        )}
      </ListOf>
    </Section>
  )
}

function AddDomain() {
  const acts = identityActs(useSession())
  const [name, setName] = useState('')
  const [mistake, setMistake] = useState<string | null>(null)
  const [isRunning, setRunning] = useState(false)
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return setMistake('Give the domain, such as acme.com.')
    setRunning(true)
    try {
      await acts.addDomain(name.trim())
      setName('')
    } catch (error) {
      setMistake(describe(error))
    } finally {
      setRunning(false)
    }
  }
  return (
    <form onSubmit={add} noValidate>
      <Group align="flex-start" gap="xs" maw="30rem" mb="sm">
        <TextInput
          style={{ flex: 1 }}
          aria-label="Domain"
          placeholder="acme.com"
          value={name}
          error={mistake}
          onChange={({ currentTarget }) => {
            setName(currentTarget.value)
            setMistake(null)
          }}
        />
        <Button type="submit" loading={isRunning}>
          Add domain
        </Button>
      </Group>
    </form>
  )
}

function DomainLine({ domain }: { domain: Domain }) {
  const { id, display_name: name, status, record, verified_by } = domain
  const acts = identityActs(useSession())
  const [isChecking, checking] = useDisclosure(false)
  const [isAsking, asking] = useDisclosure(false)
  const [isShown, shown] = useDisclosure(status !== 'verified')
  const check = async () => {
    checking.open()
    try {
      const { status, last_check } = await acts.checkDomain(id)
      if (status === 'verified') tell(`${name} is verified.`)
      else tell(saidBy(last_check?.found))
    } catch (error) {
      tellFailure(error)
    } finally {
      checking.close()
    }
  }
  return (
    <Line
      mark={<IconWorld size={24} stroke={1.5} aria-hidden />}
      title={
        <Group gap="xs">
          {name}
          <Badge variant="dot" color={colors[status]}>
            {states[status]}
          </Badge>
        </Group>
      }
      more={stateOf(domain)}
      below={
        <Collapse expanded={isShown}>
          <Text size="sm" mt="xs">
            Add this record where the DNS of {name} is kept, then check. It may take up to three days until it
            is seen everywhere.
          </Text>
          <CopiedValue label="Type" value={record.type} />
          <CopiedValue label="Name" value={record.name} />
          <CopiedValue label="Value" value={record.value} />
        </Collapse>
      }
    >
      {verified_by !== 'trust' && (
        <Button size="xs" variant="subtle" color="gray" aria-expanded={isShown} onClick={shown.toggle}>
          Record
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        loading={isChecking}
        onClick={check}
        aria-label={`Check now: ${name}`}
      >
        Check now
      </Button>
      <Button size="xs" variant="subtle" color="red" aria-label={`Remove ${name}`} onClick={asking.open}>
        Remove
      </Button>
      <Confirm
        isOpen={isAsking}
        onClose={asking.close}
        title={`Remove ${name}?`}
        action="Remove domain"
        isDestructive
        run={() => acts.removeDomain(id).then(() => tell(`${name} is removed.`))}
      >
        <Text size="sm">
          People with an address in {name} can sign in with the company no more, and nothing that holds for
          your domains holds for them. They stay members.
        </Text>
      </Confirm>
    </Line>
  )
}

const states: Record<Domain['status'], string> = {
  pending: 'waits for its record',
  verified: 'verified',
  failed: 'not verified',
}

const colors: Record<Domain['status'], string> = { pending: 'yellow', verified: 'leaf', failed: 'red' }

const failures: Record<NonNullable<Domain['failure_reason']>, string> = {
  expired: 'The record was not found within a week. Remove the domain and add it again.',
  lost: 'The record was gone for five days in a row. Put it back, then check.',
  taken: 'Another workspace has verified this domain.',
}

function stateOf({
  status,
  failure_reason,
  verified_by,
  verified_time,
  last_check,
  code_expiration_time,
}: Domain) {
  const looked = last_check && `last looked ${momentOf(last_check.time)}: ${foundNames[last_check.found]}`
  if (failure_reason) return failures[failure_reason]
  if (verified_by === 'trust') return 'Trusted by whoever runs this server'
  if (verified_by === 'owner') return 'Trusted by an owner, while this server has no other workspace'
  if (status === 'verified') {
    return [verified_time && `Verified ${dayOf(verified_time)}`, looked].filter(Boolean).join(' · ')
  }
  const ends = code_expiration_time && `The record counts until ${dayOf(code_expiration_time)}`
  return [ends, looked].filter(Boolean).join(' · ')
}

type Found = NonNullable<Domain['last_check']>['found']

const foundNames: Record<Found, string> = {
  record: 'the record is there',
  no_record: 'no record',
  other_record: 'another record',
  no_answer: 'DNS did not answer',
}

const saidBy = (found: Found | undefined): string => {
  if (found === 'other_record') return 'There is a record of that name with another value.'
  if (found === 'no_answer') return 'DNS did not answer. Try again in a moment.'
  return 'The record is not there yet. Changes in DNS can take a while.'
}
