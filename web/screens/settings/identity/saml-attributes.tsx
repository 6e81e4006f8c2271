import { ActionIcon, Button, Group, NativeSelect, Radio, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { identityActs, type Saml, type SamlChange } from '../../../data/identity.ts'
import { groupsQuery } from '../../../data/people.ts'
import { useSession } from '../../../data/session.ts'
import { SavedSwitch } from '../../../ui/saved-switch.tsx'
import { Section } from '../../../ui/section.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'

const fields = [
  { key: 'email', label: 'E-mail', usual: 'email, mail, or the NameID' },
  { key: 'name', label: 'Name', usual: 'displayName, cn' },
  { key: 'first_name', label: 'First name', usual: 'firstName, givenName' },
  { key: 'last_name', label: 'Last name', usual: 'lastName, surname, sn' },
  { key: 'photo', label: 'Photo', usual: 'profilePhoto, picture' },
] as const

type Groups = NonNullable<Saml['groups']>

/** What attributes mean, who may come, and as what. */
export function SamlAttributes({ saml }: { saml: Saml }) {
  const acts = identityActs(useSession())
  const [map, setMap] = useState(saml.attribute_map)
  const [groups, setGroups] = useState(saml.groups)
  const [isRunning, setRunning] = useState(false)
  const save = (change: SamlChange) =>
    acts.setSaml(change).then(() => tell('It holds from the next sign-in on.'), tellFailure)
  const saveNames = async () => {
    setRunning(true)
    await save({ attribute_map: map, groups: groups && cleaned(groups) })
    setRunning(false)
  }
  return (
    <Section
      title="4. What it says of people"
      says="Leave a name empty where your identity provider uses a usual one. Map the e-mail only to what people cannot change themselves."
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {fields.map(({ key, label, usual }) => (
          <TextInput
            key={key}
            label={label}
            placeholder={usual}
            value={map[key] ?? ''}
            onChange={({ currentTarget }) => setMap({ ...map, [key]: currentTarget.value.trim() || null })}
          />
        ))}
        <TextInput
          label="Groups"
          placeholder="No groups are taken over"
          value={groups?.attribute ?? ''}
          onChange={({ currentTarget }) => {
            const attribute = currentTarget.value.trim()
            setGroups(attribute === '' ? null : { attribute, map: groups?.map ?? null })
          }}
        />
      </SimpleGrid>
      {groups && <GroupMapping groups={groups} onChange={setGroups} />}
      <Button mt="md" variant="default" loading={isRunning} onClick={saveNames}>
        Save names
      </Button>
      <Stack gap="sm" mt="lg">
        <SavedSwitch
          label="Who signs in for the first time becomes a member"
          description="Leave it off where a directory brings people over SCIM."
          checked={saml.just_in_time}
          save={(isOn) => save({ just_in_time: isOn })}
        />
        {saml.just_in_time && (
          <NativeSelect
            ml={52}
            maw="18rem"
            label="They come as"
            data={[
              { value: 'member', label: 'Member' },
              { value: 'restricted_member', label: 'Restricted member' },
            ]}
            value={saml.default_role}
            onChange={({ currentTarget }) =>
              save({ default_role: currentTarget.value as Saml['default_role'] })
            }
          />
        )}
        <SavedSwitch
          label="Sign-ins may begin at the identity provider"
          description="From its dashboard. People confirm who they are here."
          checked={saml.allow_idp_initiated}
          save={(isOn) => save({ allow_idp_initiated: isOn })}
        />
        <SavedSwitch
          label="Take signatures with SHA-1"
          description="They can be forged at some expense: change the identity provider instead."
          checked={saml.allow_sha1}
          save={(isOn) => save({ allow_sha1: isOn })}
        />
      </Stack>
    </Section>
  )
}

const cleaned = ({ attribute, map }: Groups): Groups => ({
  attribute,
  map: map?.filter(({ value, group_id }) => value.trim() !== '' && group_id !== '') ?? null,
})

function GroupMapping({ groups, onChange }: { groups: Groups; onChange: (groups: Groups) => void }) {
  const { data: known = [] } = useQuery(groupsQuery(useSession()))
  const { map } = groups
  const set = (rows: NonNullable<Groups['map']>) => onChange({ ...groups, map: rows })
  return (
    <Stack gap="xs" mt="md">
      <Radio.Group
        label="Values of the groups attribute"
        value={map === null ? 'names' : 'map'}
        onChange={(value) =>
          onChange({ ...groups, map: value === 'names' ? null : [{ value: '', group_id: '' }] })
        }
      >
        <Stack gap={6} mt="xs">
          <Radio value="names" label="are names of groups here" />
          <Radio value="map" label="mean the groups that you say" />
        </Stack>
      </Radio.Group>
      {map?.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no names until they are written
        <Group key={index} gap="xs" wrap="nowrap">
          <TextInput
            style={{ flex: 1 }}
            aria-label={`Value ${index + 1}`}
            placeholder="Value"
            value={row.value}
            onChange={({ currentTarget }) => set(map.with(index, { ...row, value: currentTarget.value }))}
          />
          <NativeSelect
            style={{ flex: 1 }}
            aria-label={`Group of value ${index + 1}`}
            data={[
              { value: '', label: 'Choose a group' },
              ...known.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={row.group_id}
            onChange={({ currentTarget }) => set(map.with(index, { ...row, group_id: currentTarget.value }))}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Take value ${index + 1} out`}
            onClick={() => set(map.toSpliced(index, 1))}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      {map && (
        <div>
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconPlus size={14} />}
            onClick={() => set([...map, { value: '', group_id: '' }])}
          >
            Add a value
          </Button>
        </div>
      )}
    </Stack>
  )
}
