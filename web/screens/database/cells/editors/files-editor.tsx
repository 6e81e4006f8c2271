import { Button, CloseButton, FileButton, Group, TextInput } from '@mantine/core'
import { IconLink, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { isWebAddress, lastSegment } from '#shared/addresses.ts'
import { sendFile } from '../../../../data/files.ts'
import cellClasses from '../cell.module.css'
import { addressOf, nameOfFile } from '../cell.tsx'
import { contentOf, type EditorProps, type FileValue } from '../property.ts'
import { useSaving } from '../use-saving.ts'
import classes from './panel.module.css'
import { Panel } from './panel.tsx'

/** The longest name of a file (API reference, "Page property values"). */
const LONGEST_NAME = 100

/** Files that are sent to the server, and addresses of others. */
export function FilesEditor({ property, value, onChange, onClose }: EditorProps) {
  const files = contentOf<FileValue[]>(value) ?? []
  const [address, setAddress] = useState('')
  const { save, error, setError, isSaving } = useSaving({ onChange })
  const [uploads, setUploads] = useState<readonly File[]>([])

  const keep = (next: readonly object[]) => save({ files: next })
  const upload = async (chosen: File[]) => {
    if (chosen.length === 0) return
    setUploads(chosen)
    setError(null)
    try {
      const sent = await Promise.all(chosen.map(asUpload))
      await keep([...files, ...sent])
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown.message : 'The file could not be sent.')
    } finally {
      setUploads([])
    }
  }
  const link = async () => {
    const url = address.trim()
    if (!isWebAddress(url)) return setError('Write an address that begins with https:// or http://.')
    const name = (lastSegment(new URL(url)) || new URL(url).hostname).slice(0, LONGEST_NAME)
    if (await keep([...files, { name, external: { url } }])) setAddress('')
  }
  return (
    <Panel label={property.name} error={error} onLeave={onClose} onCancel={onClose}>
      <div className={classes.fields}>
        {files.length > 0 && (
          <ul className={classes.files} aria-label="Files">
            {files.map((file) => (
              <li key={addressOf(file)}>
                <a href={addressOf(file)} target="_blank" rel="noreferrer" className={cellClasses.link}>
                  {nameOfFile(file)}
                </a>
                <CloseButton
                  size="sm"
                  aria-label={`Take out ${nameOfFile(file)}`}
                  onClick={() => keep(files.filter((other) => other !== file))}
                />
              </li>
            ))}
          </ul>
        )}
        <FileButton multiple onChange={upload}>
          {(props) => (
            <Button
              {...props}
              data-autofocus
              variant="default"
              size="sm"
              leftSection={<IconUpload size={16} />}
              loading={uploads.length > 0}
            >
              Upload files
            </Button>
          )}
        </FileButton>
        <Group gap="xs" wrap="nowrap" align="flex-end">
          <TextInput
            size="sm"
            flex={1}
            label="Or the address of one"
            placeholder="https://…"
            inputMode="url"
            value={address}
            onChange={({ currentTarget }) => {
              setAddress(currentTarget.value)
              setError(null)
            }}
            onKeyDown={({ key }) => key === 'Enter' && link()}
          />
          <Button
            size="sm"
            variant="default"
            aria-label="Add the address"
            loading={isSaving && uploads.length === 0}
            onClick={link}
          >
            <IconLink size={16} />
          </Button>
        </Group>
      </div>
    </Panel>
  )
}

const asUpload = async (file: File) => ({
  name: file.name.slice(0, LONGEST_NAME),
  file_upload: { id: await sendFile(file) },
})
