import { Badge, Button, FileButton, Group, Stack, Tabs, Text, Textarea, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCertificate, IconFileUpload, IconRefresh } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { identityActs, type Saml, type SamlChange } from '../../../data/identity.ts'
import { useSession } from '../../../data/session.ts'
import { CopiedValue } from '../../../ui/copied-value.tsx'
import { describe } from '../../../ui/failed.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { Section } from '../../../ui/section.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'
import { dayOf, momentOf } from '../../../ui/when.ts'

/** What the identity provider says of itself, and its certificates. */
export function SamlProvider({ saml: { identity_provider: provider, metadata } }: { saml: Saml }) {
  const acts = identityActs(useSession())
  const hasSome = provider !== null || metadata.url !== null
  const [isGiving, giving] = useDisclosure(!hasSome)
  return (
    <Section
      title="3. Tell Octavo about your identity provider"
      says="Its metadata: by the address where it is published, which is looked at every day, or as a file."
      action={
        hasSome && (
          <Button variant="default" size="xs" onClick={giving.toggle} aria-expanded={isGiving}>
            Change
          </Button>
        )
      }
    >
      {isGiving && <MetadataForm onDone={giving.close} />}
      {metadata.error && (
        <Text size="sm" c="red" role="alert" mb="xs">
          The metadata could not be fetched: {metadata.error}
        </Text>
      )}
      {metadata.url && (
        <Group gap="sm" mb="xs">
          <Text size="sm" c="dimmed" style={{ flex: '1 1 14rem', overflowWrap: 'anywhere' }}>
            From {metadata.url}
            {metadata.refreshed_time && `, fetched ${momentOf(metadata.refreshed_time)}`}
          </Text>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={14} />}
            onClick={() => acts.refreshMetadata().then(() => tell('It is being fetched.'), tellFailure)}
          >
            Fetch now
          </Button>
        </Group>
      )}
      {provider && (
        <>
          <CopiedValue label="Identity provider" value={provider.entity_id} />
          <CopiedValue label="Sign-in address" value={provider.sso_url} />
          <Text size="sm" fw={600} mt="md">
            Certificates
          </Text>
          <Lines label="Certificates">
            {provider.certificates.map(({ fingerprint_sha256, subject, valid_from, valid_to }) => (
              <Line
                key={fingerprint_sha256}
                mark={<IconCertificate size={24} stroke={1.5} aria-hidden />}
                title={subject || 'Certificate'}
                more={`Valid ${dayOf(valid_from)} to ${dayOf(valid_to)} · SHA-256 ${fingerprint_sha256}`}
              >
                <Expiry time={valid_to} />
              </Line>
            ))}
          </Lines>
          <Text size="sm" c="dimmed">
            To change a certificate, give metadata that has both, let the identity provider switch, then give
            the metadata with the new one alone. By address this happens by itself.
          </Text>
        </>
      )}
    </Section>
  )
}

const SOON = 30 * 24 * 60 * 60_000

function Expiry({ time }: { time: string }) {
  const left = Date.parse(time) - Date.now()
  if (left <= 0)
    return (
      <Badge variant="dot" color="red">
        expired
      </Badge>
    )
  if (left < SOON)
    return (
      <Badge variant="dot" color="orange">
        expires soon
      </Badge>
    )
  return (
    <Badge color="leaf" variant="dot">
      good
    </Badge>
  )
}

function MetadataForm({ onDone }: { onDone: () => void }) {
  const acts = identityActs(useSession())
  const [way, setWay] = useState<string | null>('url')
  const [url, setUrl] = useState('')
  const [xml, setXml] = useState('')
  const [mistake, setMistake] = useState<string | null>(null)
  const [isRunning, setRunning] = useState(false)
  const give = async (change: SamlChange) => {
    setRunning(true)
    try {
      await acts.setSaml(change)
      tell('The metadata is kept.')
      onDone()
    } catch (error) {
      setMistake(describe(error))
    } finally {
      setRunning(false)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (way === 'url' && url.trim() === '') return setMistake('Give the address of the metadata.')
    if (way === 'text' && xml.trim() === '') return setMistake('Paste the metadata, or choose its file.')
    return give(way === 'url' ? { metadata_url: url.trim() } : { metadata_xml: xml })
  }
  const read = async (file: File | null) => {
    if (file === null) return
    setXml(await file.text())
    setMistake(null)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Tabs
        value={way}
        onChange={(value) => {
          setWay(value)
          setMistake(null)
        }}
        variant="pills"
        keepMounted={false}
        mb="lg"
      >
        <Tabs.List mb="sm">
          <Tabs.Tab value="url">By address</Tabs.Tab>
          <Tabs.Tab value="text">As text or file</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="url">
          <TextInput
            label="Address of the metadata"
            placeholder="https://idp.example/metadata"
            value={url}
            error={mistake}
            onChange={({ currentTarget }) => {
              setUrl(currentTarget.value)
              setMistake(null)
            }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="text">
          <Stack gap="xs">
            <Textarea
              label="Metadata"
              description="The XML that your identity provider gives you."
              autosize
              minRows={4}
              maxRows={10}
              value={xml}
              error={mistake}
              onChange={({ currentTarget }) => {
                setXml(currentTarget.value)
                setMistake(null)
              }}
            />
            <div>
              <FileButton accept=".xml,text/xml,application/xml" onChange={read}>
                {(props) => (
                  <Button {...props} size="xs" variant="default" leftSection={<IconFileUpload size={14} />}>
                    Choose a file
                  </Button>
                )}
              </FileButton>
            </div>
          </Stack>
        </Tabs.Panel>
        <Group mt="sm">
          <Button type="submit" loading={isRunning}>
            Use this metadata
          </Button>
        </Group>
      </Tabs>
    </form>
  )
}
