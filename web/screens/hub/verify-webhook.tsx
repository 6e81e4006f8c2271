import { Button, Group, List, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { subscriptionActs, type Webhook } from '../../data/subscriptions.ts'
import { describe } from '../../ui/failed.tsx'
import { Section } from '../../ui/section.tsx'
import { tell, tellFailure } from '../../ui/tell.ts'

/** Whoever reads what the address is sent shows the token here: so nobody is told who did not ask. */
export function VerifyWebhook({ webhook: { id, url } }: { webhook: Webhook }) {
  const [token, setToken] = useState('')
  const [address, setAddress] = useState(url)
  const [mistake, setMistake] = useState<string | null>(null)
  const verify = (event: FormEvent) => {
    event.preventDefault()
    subscriptionActs.verify(id, token.trim()).then(
      () => tell('The webhook is active: what happens from now on is told.'),
      (error: unknown) => setMistake(describe(error)),
    )
  }
  return (
    <Section title="Verify it">
      <List type="ordered" spacing="md" size="sm" maw="40rem">
        <List.Item>
          <Text size="sm">
            The address was sent a POST with <code>{'{"verification_token":"secret_…"}'}</code>. See below
            whether it arrived.
          </Text>
          <Group gap="xs" mt="xs" align="flex-end">
            <TextInput
              style={{ flex: '1 1 14rem' }}
              label="Address"
              value={address}
              onChange={({ currentTarget }) => setAddress(currentTarget.value)}
            />
            {address.trim() === url ? (
              <Button
                variant="default"
                onClick={() => subscriptionActs.resend(id).then(() => tell('It is sent again.'), tellFailure)}
              >
                Send it again
              </Button>
            ) : (
              <Button
                variant="default"
                onClick={() =>
                  subscriptionActs
                    .change(id, { url: address.trim() })
                    .then(() => tell('The new address is sent a token.'), tellFailure)
                }
              >
                Change and send
              </Button>
            )}
          </Group>
        </List.Item>
        <List.Item>
          <Text size="sm">Paste the token that your server received.</Text>
          <form onSubmit={verify} noValidate>
            <Group gap="xs" mt="xs" align="flex-start">
              <TextInput
                style={{ flex: '1 1 14rem' }}
                aria-label="Verification token"
                placeholder="secret_…"
                autoComplete="off"
                value={token}
                error={mistake}
                onChange={({ currentTarget }) => {
                  setToken(currentTarget.value)
                  setMistake(null)
                }}
              />
              <Button type="submit" disabled={token.trim() === ''}>
                Verify
              </Button>
            </Group>
          </form>
        </List.Item>
        <List.Item>
          <Text size="sm">
            Keep the token: it is the key of <code>X-Notion-Signature</code>, by which your server knows that
            a request is ours.
          </Text>
        </List.Item>
      </List>
    </Section>
  )
}
