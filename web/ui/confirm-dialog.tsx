import { Button, Group, Modal, Stack } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { tellFailure } from './tell.ts'

export interface ConfirmProps {
  isOpen: boolean
  onClose: () => void
  title: string
  /** What it reaches and whether it can be undone. */
  children: ReactNode
  /** What the button says: the act, not "OK". */
  action: string
  /** Nothing brings back what it takes away. */
  isDestructive?: boolean
  run: () => Promise<unknown>
}

export function ConfirmDialog({
  isOpen,
  onClose,
  title,
  children,
  action,
  isDestructive = false,
  run,
}: ConfirmProps) {
  const [isRunning, setRunning] = useState(false)
  const runAndClose = async () => {
    setRunning(true)
    try {
      await run()
      onClose()
    } catch (error) {
      tellFailure(error)
    } finally {
      setRunning(false)
    }
  }
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} centered>
      <Stack gap="lg">
        <div>{children}</div>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button color={isDestructive ? 'red.9' : undefined} loading={isRunning} onClick={runAndClose}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
