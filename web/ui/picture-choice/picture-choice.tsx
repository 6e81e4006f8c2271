import { Alert, Button, FileButton, Group, Stack, Tabs, TextInput } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { isWebAddress } from '#shared/addresses.ts'
import { sendFile } from '../../data/files.ts'
import { describe } from '../failed.tsx'
import { EmojiGrid } from './emoji-grid.tsx'

interface Props {
  kind: 'icon' | 'cover'
  isThere: boolean
  /** Given what a request has for it (API reference, "Emoji and icon", "Cover"); null takes it away. */
  choose: (picture: object | null) => Promise<void>
  onDone: () => void
}

/** An emoji where it is an icon, an image that is sent, or the address of one. */
export function PictureChoice({ kind, isThere, choose, onDone }: Props) {
  const [error, setError] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  const attempt = async (work: () => Promise<void>) => {
    setSending(true)
    setError(null)
    try {
      await work()
      onDone()
    } catch (thrown) {
      setError(describe(thrown))
    } finally {
      setSending(false)
    }
  }
  const upload = (file: File | null) =>
    file && attempt(async () => choose({ file_upload: { id: await sendFile(file) } }))
  return (
    <Tabs defaultValue={kind === 'icon' ? 'emoji' : 'upload'} keepMounted={false}>
      <Group justify="space-between" wrap="nowrap" gap="xs" mb="sm">
        <Tabs.List>
          {kind === 'icon' && <Tabs.Tab value="emoji">Emoji</Tabs.Tab>}
          <Tabs.Tab value="upload">Upload</Tabs.Tab>
          <Tabs.Tab value="link">Link</Tabs.Tab>
        </Tabs.List>
        {isThere && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => attempt(() => choose(null))}>
            Remove
          </Button>
        )}
      </Group>
      {error && (
        <Alert color="red" mb="sm" role="alert">
          {error}
        </Alert>
      )}
      {kind === 'icon' && (
        <Tabs.Panel value="emoji">
          <EmojiGrid onChoose={(icon) => attempt(() => choose(icon))} />
        </Tabs.Panel>
      )}
      <Tabs.Panel value="upload">
        <FileButton accept="image/*" onChange={upload}>
          {(props) => (
            <Button
              {...props}
              fullWidth
              variant="default"
              leftSection={<IconUpload size={16} />}
              loading={isSending}
            >
              Choose an image
            </Button>
          )}
        </FileButton>
      </Tabs.Panel>
      <Tabs.Panel value="link">
        <Link isSending={isSending} give={(url) => attempt(() => choose({ external: { url } }))} />
      </Tabs.Panel>
    </Tabs>
  )
}

function Link({ isSending, give }: { isSending: boolean; give: (url: string) => void }) {
  const [address, setAddress] = useState('')
  const [isWrong, setWrong] = useState(false)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const url = address.trim()
        if (isWebAddress(url)) give(url)
        else setWrong(true)
      }}
    >
      <Stack gap="sm">
        <TextInput
          data-autofocus
          label="Address of an image"
          placeholder="https://…"
          inputMode="url"
          value={address}
          error={isWrong && 'Write an address that begins with https:// or http://.'}
          onChange={({ currentTarget }) => {
            setAddress(currentTarget.value)
            setWrong(false)
          }}
        />
        <Button type="submit" loading={isSending}>
          Use it
        </Button>
      </Stack>
    </form>
  )
}
