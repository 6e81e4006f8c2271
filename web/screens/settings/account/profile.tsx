import { Button, FileButton, Group, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { profileQuery, renameMe, setPhoto } from '../../../data/profile.ts'
import { useSession } from '../../../data/session.ts'
import { describe } from '../../../ui/failed.tsx'
import { PersonIcon } from '../../../ui/person-icon.tsx'
import { tell, tellFailure } from '../../../ui/tell.ts'
import { roleName } from '../people/roles.ts'

/** What others see of one: photo and name. */
export function Profile() {
  const { account, user, workspace } = useSession()
  const { data: profile } = useQuery(profileQuery)
  const known = user.name ?? account.name
  const [name, setName] = useState(known)
  const [mistake, setMistake] = useState<string | null>(null)
  const [isRunning, setRunning] = useState(false)
  const changePhoto = (photo: File | null) =>
    setPhoto(photo).then(() => tell('Your photo is changed.'), tellFailure)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setRunning(true)
    try {
      await renameMe(name.trim())
      tell('Your name is changed.')
    } catch (error) {
      setMistake(describe(error))
    } finally {
      setRunning(false)
    }
  }
  return (
    <section>
      <Group mb="md">
        <PersonIcon name={known} avatar_url={profile?.avatar_url ?? null} size={64} />
        <div>
          <Group gap="xs" mb={4}>
            <FileButton
              accept="image/png,image/jpeg,image/gif,image/webp"
              onChange={(file) => file && changePhoto(file)}
            >
              {(props) => (
                <Button {...props} size="xs" variant="default">
                  {profile?.avatar_url ? 'Change photo' : 'Add a photo'}
                </Button>
              )}
            </FileButton>
            {profile?.avatar_url && (
              <Button size="xs" variant="default" onClick={() => changePhoto(null)}>
                Remove photo
              </Button>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {account.email} · {roleName(user.role)} of {workspace.name}
          </Text>
        </div>
      </Group>
      <form onSubmit={save} noValidate>
        <Group align="flex-start" gap="xs" maw="28rem">
          <TextInput
            style={{ flex: 1 }}
            label="Name"
            maxLength={100}
            value={name}
            error={mistake}
            onChange={({ currentTarget }) => {
              setName(currentTarget.value)
              setMistake(null)
            }}
          />
          <Button
            type="submit"
            mt={25}
            variant="default"
            loading={isRunning}
            disabled={name.trim() === '' || name.trim() === known}
          >
            Save
          </Button>
        </Group>
      </form>
    </section>
  )
}
