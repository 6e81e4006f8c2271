import { Avatar, Button, Group, NumberInput, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type Policy, policyQuery, setPolicy } from '../../../data/policy.ts'
import { useSession } from '../../../data/session.ts'
import { changeWorkspace, type WorkspaceDetails, workspaceQuery } from '../../../data/workspace.ts'
import { describe } from '../../../ui/failed.tsx'
import { ForOwners } from '../../../ui/for-owners.tsx'
import { One } from '../../../ui/one.tsx'
import { SavedSwitch } from '../../../ui/saved-switch.tsx'
import { ScreenHead } from '../../../ui/screen-head.tsx'
import { Section } from '../../../ui/section.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'

/** Settings → General: what the workspace is called, what people and connections may share, and what is kept. */
export function Workspace() {
  const session = useSession()
  const workspace = useQuery(workspaceQuery(session))
  const policy = useQuery(policyQuery(session))
  return (
    <>
      <ScreenHead title="General">What {session.workspace.name} is called, and its rules.</ScreenHead>
      <ForOwners>
        <One query={workspace}>
          {(details) => <Names key={`${details.name} ${details.icon}`} details={details} />}
        </One>
        <One query={policy}>
          {(rules) => (
            <>
              <SharingRules policy={rules} />
              <Kept key={JSON.stringify(rules.retention)} policy={rules} />
            </>
          )}
        </One>
      </ForOwners>
    </>
  )
}

function Names({ details }: { details: WorkspaceDetails }) {
  const session = useSession()
  const [name, setName] = useState(details.name)
  const [icon, setIcon] = useState(details.icon ?? '')
  const [mistake, setMistake] = useState<string | null>(null)
  const [isRunning, setRunning] = useState(false)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setRunning(true)
    try {
      await changeWorkspace(session, { name: name.trim(), icon: icon.trim() || null })
      tell('The workspace is changed.')
    } catch (error) {
      setMistake(describe(error))
    } finally {
      setRunning(false)
    }
  }
  const isSame = name.trim() === details.name && icon.trim() === (details.icon ?? '')
  return (
    <Section title="Name and icon">
      <form onSubmit={save} noValidate>
        <Group align="flex-start" wrap="nowrap">
          <Avatar src={icon || null} alt="" radius="md" size={56} color="leaf" mt={24} aria-hidden>
            {name.slice(0, 1).toUpperCase()}
          </Avatar>
          <Stack gap="sm" style={{ flex: 1 }} maw="28rem">
            <TextInput
              label="Name"
              maxLength={100}
              value={name}
              error={mistake}
              onChange={({ currentTarget }) => {
                setName(currentTarget.value)
                setMistake(null)
              }}
            />
            <TextInput
              label="Icon"
              description="The address of a picture."
              placeholder="https://acme.com/icon.png"
              value={icon}
              onChange={({ currentTarget }) => setIcon(currentTarget.value)}
            />
            <div>
              <Button
                type="submit"
                variant="default"
                loading={isRunning}
                disabled={isSame || name.trim() === ''}
              >
                Save
              </Button>
            </div>
          </Stack>
        </Group>
      </form>
    </Section>
  )
}

function SharingRules({ policy }: { policy: Policy }) {
  const session = useSession()
  const set = (change: Parameters<typeof setPolicy>[1]) =>
    setPolicy(session, change).then(() => tell('The rule holds from now on.'), tellFailure)
  return (
    <Section title="Sharing and invitations">
      <Stack gap="sm">
        <SavedSwitch
          label="Pages may be published"
          description="What is published already is not shown while this is off."
          checked={policy.sharing.public_pages}
          save={(isOn) => set({ sharing: { public_pages: isOn } })}
        />
        <SavedSwitch
          label="Connections may share with everybody, or publish"
          checked={policy.sharing.workspace_by_connections}
          save={(isOn) => set({ sharing: { workspace_by_connections: isOn } })}
        />
        <SavedSwitch
          label="Connections may invite people by e-mail"
          description="Members with full access to a page invite guests to it in any case."
          checked={policy.guests.invited_by_connections}
          save={(isOn) => set({ guests: { invited_by_connections: isOn } })}
        />
        <SavedSwitch
          label="The audit log tells who read which page"
          checked={policy.audit.page_views}
          save={(isOn) => set({ audit: { page_views: isOn } })}
        />
      </Stack>
    </Section>
  )
}

const kept = [
  { key: 'audit_days', label: 'Audit log', least: 90 },
  { key: 'changes_days', label: 'Feeds of changes', least: 90 },
  { key: 'deliveries_days', label: 'Webhook deliveries', least: 1 },
  { key: 'directory_days', label: 'Requests of directories', least: 1 },
] as const

/** For how many days what happened is kept. */
function Kept({ policy: { retention } }: { policy: Policy }) {
  const session = useSession()
  const [days, setDays] = useState(retention)
  const [isRunning, setRunning] = useState(false)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setRunning(true)
    await setPolicy(session, { retention: days }).then(
      () => tell('It is kept as long as you say.'),
      tellFailure,
    )
    setRunning(false)
  }
  const isSame = kept.every(({ key }) => days[key] === retention[key])
  return (
    <Section
      title="How long what happened is kept"
      says="In days. What is older is deleted for good. The audit log is kept at least as long as the feeds."
    >
      <form onSubmit={save} noValidate>
        <SimpleGrid cols={{ base: 1, xs: 2 }} maw="32rem">
          {kept.map(({ key, label, least }) => (
            <NumberInput
              key={key}
              label={label}
              min={least}
              max={36_500}
              allowDecimal={false}
              hideControls
              value={days[key]}
              onChange={(value) => typeof value === 'number' && setDays({ ...days, [key]: value })}
            />
          ))}
        </SimpleGrid>
        <Button type="submit" mt="md" variant="default" loading={isRunning} disabled={isSame}>
          Save
        </Button>
      </form>
    </Section>
  )
}
