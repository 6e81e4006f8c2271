import { Button, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useState } from 'react'
import { type Connection, type ConnectionChange, hubActs } from '../../data/hub.ts'
import { useSession } from '../../data/session.ts'
import { CopiedValue } from '../../ui/copied-value.tsx'
import { Section } from '../../ui/section.tsx'
import { linesIn } from './lines-in.ts'
import { SaveForm } from './save-form.tsx'
import { Secrets } from './secrets.tsx'

/** How people let a public connection in: addresses, client, and what the consent screen says of it. */
export const OAuth = ({ connection }: { connection: Connection }) => (
  <>
    <Client connection={connection} />
    <Secrets connection={connection} />
    <Redirects connection={connection} />
    <Words connection={connection} />
  </>
)

function Client({ connection: { client_id, redirect_uris } }: { connection: Connection }) {
  const authorize = authorizationAddress(client_id ?? '', redirect_uris[0])
  return (
    <Section
      title="Client"
      says="Send people to the authorization address, and exchange the code they bring back at the token address."
    >
      <Stack gap="xs" maw="44rem">
        <CopiedValue label="Client id" value={client_id ?? ''} />
        <CopiedValue label="Authorization" value={authorize} />
        <CopiedValue label="Token" value={`${location.origin}/v1/oauth/token`} />
        <Text size="sm" c="dimmed">
          Add a <code>state</code> that your program checks. PKCE (<code>code_challenge</code> with the method
          S256) is taken from every client, and asked of those that have no secret.
        </Text>
        <div>
          <Button
            component="a"
            variant="default"
            href={authorize}
            target="_blank"
            rel="noreferrer"
            rightSection={<IconExternalLink size={16} aria-hidden />}
            data-disabled={redirect_uris.length === 0 || undefined}
            aria-disabled={redirect_uris.length === 0 || undefined}
            onClick={(event) => redirect_uris.length === 0 && event.preventDefault()}
          >
            Try the consent screen
          </Button>
          <Text size="xs" c="dimmed" mt={6}>
            {redirect_uris.length === 0
              ? 'Give it a redirect URI first.'
              : 'It is real: who allows access there lets the connection in.'}
          </Text>
        </div>
      </Stack>
    </Section>
  )
}

function authorizationAddress(clientId: string, redirect: string | undefined): string {
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    owner: 'user',
    ...(redirect && { redirect_uri: redirect }),
  })
  return `${location.origin}/v1/oauth/authorize?${query}`
}

const lifetimes = [
  { value: '', label: 'Until they are revoked' },
  { value: '3600', label: 'For an hour' },
  { value: '86400', label: 'For a day' },
  { value: '2592000', label: 'For 30 days' },
]

function Redirects({ connection: { id, ...known } }: { connection: Connection }) {
  const session = useSession()
  const [redirects, setRedirects] = useState(known.redirect_uris.join('\n'))
  const [seconds, setSeconds] = useState(String(known.access_token_seconds ?? ''))
  const wanted = linesIn(redirects)
  const change: ConnectionChange = {
    ...(wanted.join('\n') !== known.redirect_uris.join('\n') && { redirect_uris: wanted }),
    ...(seconds !== String(known.access_token_seconds ?? '') && {
      access_token_seconds: seconds === '' ? null : Number(seconds),
    }),
  }
  const isOther = !lifetimes.some(({ value }) => value === seconds)
  return (
    <SaveForm
      title="Redirect URIs and tokens"
      isChanged={Object.keys(change).length > 0}
      save={() => hubActs(session).change(id, change)}
      note="An address that is taken away is refused from the next authorization on. Tokens that were given keep the time they have."
    >
      <Textarea
        label="Redirect URIs"
        description="One a line. They are compared letter by letter; of addresses on the own machine any port is taken."
        autosize
        minRows={2}
        placeholder="https://example.com/callback"
        value={redirects}
        onChange={({ currentTarget }) => setRedirects(currentTarget.value)}
      />
      <NativeSelect
        label="Access tokens work"
        description="Where they end, the program gets another by its refresh token."
        data={isOther ? [...lifetimes, { value: seconds, label: `For ${seconds} seconds` }] : lifetimes}
        value={seconds}
        onChange={({ currentTarget }) => setSeconds(currentTarget.value)}
      />
    </SaveForm>
  )
}

const words = [
  { name: 'developer_name', label: 'Company', type: 'text', placeholder: '' },
  { name: 'website_url', label: 'Website', type: 'url', placeholder: 'https://' },
  { name: 'privacy_url', label: 'Privacy policy', type: 'url', placeholder: 'https://' },
  { name: 'terms_url', label: 'Terms of use', type: 'url', placeholder: 'https://' },
  { name: 'support_url', label: 'Support', type: 'text', placeholder: 'https:// or mailto:' },
  { name: 'template_url', label: 'Template page', type: 'url', placeholder: 'https://' },
] as const

type Word = (typeof words)[number]['name']

function Words({ connection }: { connection: Connection }) {
  const session = useSession()
  const [values, setValues] = useState(
    () => Object.fromEntries(words.map(({ name }) => [name, connection[name] ?? ''])) as Record<Word, string>,
  )
  const change = Object.fromEntries(
    words
      .filter(({ name }) => values[name].trim() !== (connection[name] ?? ''))
      .map(({ name }) => [name, values[name].trim() || null]),
  )
  return (
    <SaveForm
      title="On the consent screen"
      says="People read it before they let the connection in. The name and the icon are in Configuration."
      isChanged={Object.keys(change).length > 0}
      save={() => hubActs(session).change(connection.id, change)}
    >
      {words.map(({ name, label, type, placeholder }) => (
        <TextInput
          key={name}
          label={label}
          type={type}
          placeholder={placeholder}
          description={
            name === 'template_url'
              ? 'A page of this workspace that people may have copied instead of choosing pages.'
              : undefined
          }
          value={values[name]}
          onChange={({ currentTarget: { value } }) => setValues((known) => ({ ...known, [name]: value }))}
        />
      ))}
    </SaveForm>
  )
}
