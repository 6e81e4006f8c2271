import { Button, Group, Text, TextInput, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { accountActs, accountQuery } from '../../../data/account.ts'
import { useSession } from '../../../data/session.ts'
import { describe } from '../../../ui/failed.tsx'
import { tell } from '../../../ui/tell.ts'
import { momentOf } from '../../../ui/when.ts'

/** The address that one signs in with, and asking for another one. */
export function Email() {
  const session = useSession()
  const { data: account } = useQuery(accountQuery)
  const [isAsking, asking] = useDisclosure(false)
  const isLocked = account?.locked.includes('email') ?? true
  return (
    <section>
      <Title order={2} size="h5" mb={4}>
        E-mail
      </Title>
      <Group gap="sm">
        <Text size="sm">{account?.email ?? session.account.email}</Text>
        {!isLocked && !isAsking && (
          <Button size="xs" variant="default" onClick={asking.open}>
            Change
          </Button>
        )}
      </Group>
      {account?.managed_by && (
        <Text size="sm" c="dimmed" mt={4}>
          It is managed by {account.managed_by.name} of {account.managed_by.workspace_name}.
        </Text>
      )}
      {account?.pending_email && (
        <Text size="sm" mt={4}>
          {account.pending_email.email} was mailed a link that confirms it. It works until{' '}
          {momentOf(account.pending_email.expiration_time)}.
        </Text>
      )}
      {isAsking && <EmailForm domains={account?.email_domains ?? null} onDone={asking.close} />}
    </section>
  )
}

interface FormProps {
  /** Those that the address stays within, if any. */
  domains: string[] | null
  onDone: () => void
}

function EmailForm({ domains, onDone }: FormProps) {
  const [email, setEmail] = useState('')
  const [mistake, setMistake] = useState<string | null>(null)
  const [isRunning, setRunning] = useState(false)
  const ask = async (event: FormEvent) => {
    event.preventDefault()
    setRunning(true)
    try {
      await accountActs.askForEmail(email.trim())
      tell(`${email.trim()} is mailed a link. Open it in this browser.`)
      onDone()
    } catch (error) {
      setMistake(describe(error))
    } finally {
      setRunning(false)
    }
  }
  return (
    <form onSubmit={ask} noValidate>
      <Group align="flex-end" gap="xs" maw="28rem" mt="xs">
        <TextInput
          style={{ flex: 1 }}
          type="email"
          label="New address"
          description={domains ? `In ${domains.join(' or ')}.` : undefined}
          value={email}
          error={mistake}
          onChange={({ currentTarget }) => {
            setEmail(currentTarget.value)
            setMistake(null)
          }}
        />
        <Button type="submit" variant="default" loading={isRunning} disabled={email.trim() === ''}>
          Send link
        </Button>
      </Group>
    </form>
  )
}
