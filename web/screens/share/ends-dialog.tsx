import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import { Ends } from './ends.tsx'

interface Props {
  title: string
  /** Null for ever. */
  ends: string | null
  onClose: () => void
  onChosen: (ends: string | null) => void
}

/** When somebody's access ends by itself. */
export function EndsDialog({ title, ends: begun, onClose, onChosen }: Props) {
  const [ends, setEnds] = useState(begun)
  return (
    <Modal opened onClose={onClose} title={title} centered>
      <Stack>
        <Ends label="Ends" value={ends} onChange={setEnds} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={() => onChosen(ends)}>Save</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
