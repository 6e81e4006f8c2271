import { Button, Group, Radio, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { MadeConnection } from '#client/generated.ts'
import { type Capabilities, type Connection, hubActs } from '../../data/hub.ts'
import { useSession } from '../../data/session.ts'
import { describe } from '../../ui/failed.tsx'
import { ScreenHead } from '../../ui/screen-head.tsx'
import { Secret } from '../../ui/secret.tsx'
import { CapabilitiesField } from './capabilities-field.tsx'
import { DistributionField } from './distribution-field.tsx'
import { linesIn } from './lines-in.ts'
import { Mistake } from './mistake.tsx'
import { OtherWorkspaces } from './other-workspaces.tsx'
import { useRefusal } from './refusal.ts'

/** As the API has it where nobody says. */
const usual: Capabilities = {
  content: ['read', 'update', 'insert'],
  comments: ['read', 'insert'],
  user_info: 'no_email',
  permissions: 'none',
  administer: false,
}

/** A connection of one's own: what it is called, whom it is for and what it may do. */
export function NewConnection() {
  const session = useSession()
  const [name, setName] = useState('')
  const [logo, setLogo] = useState('')
  const [kind, setKind] = useState<'internal' | 'public'>('internal')
  const [redirects, setRedirects] = useState('')
  const [distribution, setDistribution] = useState<Connection['distribution']>('any_workspace')
  const [capabilities, setCapabilities] = useState(usual)
  const [mistake, setMistake] = useState<string | null>(null)
  const [isRunning, setRunning] = useState(false)
  const [made, setMade] = useState<MadeConnection | null>(null)

  const create = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') return setMistake('Give it a name.')
    setRunning(true)
    setMistake(null)
    try {
      const answer = await hubActs(session).create({
        name: name.trim(),
        kind,
        capabilities,
        logo_url: logo.trim() || null,
        ...(kind === 'public' && { redirect_uris: linesIn(redirects), distribution }),
      })
      setMade(answer)
    } catch (error) {
      setMistake(describe(error))
    } finally {
      setRunning(false)
    }
  }

  const refusal = useRefusal()
  if (made) return <Made connection={made} />
  if (refusal) {
    return (
      <>
        <ScreenHead title="New connection" />
        <Text>{refusal}</Text>
      </>
    )
  }
  return (
    <form onSubmit={create} noValidate>
      <ScreenHead title="New connection">
        It belongs to {session.workspace.name}, and reaches no page until it is added to one.
      </ScreenHead>
      <Stack gap="xl" maw="36rem">
        <TextInput
          label="Name"
          description="People see it where it acts, and where they let it in."
          required
          maxLength={200}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <TextInput
          label="Icon"
          description="The https address of a picture. Without one its first letter stands there."
          type="url"
          placeholder="https://"
          value={logo}
          onChange={({ currentTarget }) => setLogo(currentTarget.value)}
        />
        <Radio.Group label="Type" value={kind} onChange={(value) => setKind(value as typeof kind)}>
          <Stack gap="xs" mt="xs">
            <Radio
              value="internal"
              label="Internal"
              description={`For ${session.workspace.name}: one token that acts as its own bot.`}
            />
            <Radio
              value="public"
              label="Public"
              description="For people of any workspace: each of them lets it in, by OAuth."
            />
          </Stack>
        </Radio.Group>
        {kind === 'public' && (
          <>
            <Textarea
              label="Redirect URIs"
              description="Where people come back to after they agreed, one a line. It can be filled in later."
              autosize
              minRows={2}
              placeholder="https://example.com/callback"
              value={redirects}
              onChange={({ currentTarget }) => setRedirects(currentTarget.value)}
            />
            <DistributionField value={distribution} onChange={setDistribution} />
          </>
        )}
        <section aria-labelledby="capabilities">
          <Title order={2} size="h5" mb="sm" id="capabilities">
            Capabilities
          </Title>
          <CapabilitiesField value={capabilities} onChange={setCapabilities} />
        </section>
        <Mistake>{mistake}</Mistake>
        <Group>
          <Button type="submit" loading={isRunning}>
            Create
          </Button>
          <Button variant="default" component={Link} to="/my-integrations">
            Cancel
          </Button>
        </Group>
      </Stack>
      <OtherWorkspaces />
    </form>
  )
}

function Made({
  connection: { id, name, kind, token, client_id, client_secret },
}: {
  connection: MadeConnection
}) {
  return (
    <>
      <ScreenHead title={`${name} is made`}>
        {kind === 'internal'
          ? 'Give it this token where it runs. Whoever holds it may do what the connection may.'
          : 'Its server shows this client secret when it exchanges a code. Keep it out of browsers and apps.'}
      </ScreenHead>
      <Stack maw="36rem">
        {client_id && (
          <div>
            <Text size="sm" fw={500} mb={4}>
              Client id
            </Text>
            <Secret value={client_id} />
          </div>
        )}
        <div>
          <Text size="sm" fw={500} mb={4}>
            {kind === 'internal' ? 'Token' : 'Client secret'}
          </Text>
          <Secret value={token ?? client_secret ?? ''} />
        </div>
        <Text size="sm" c="dimmed">
          {kind === 'internal'
            ? 'Next, choose the pages it reaches.'
            : 'Next, say on the consent screen who you are, and where people come back to.'}
        </Text>
        <Group>
          <Button
            component={Link}
            to="/my-integrations/$connection/{-$tab}"
            params={{ connection: id, tab: kind === 'internal' ? 'access' : 'oauth' } as never}
          >
            {kind === 'internal' ? 'Choose pages' : 'OAuth settings'}
          </Button>
          <Button
            variant="default"
            component={Link}
            to="/my-integrations/$connection/{-$tab}"
            params={{ connection: id } as never}
          >
            Configuration
          </Button>
        </Group>
      </Stack>
    </>
  )
}
