import { Button, Stack } from '@mantine/core'
import { dayText } from '../formats.ts'
import type { EditorProps } from '../property.ts'
import { useSaving } from '../use-saving.ts'
import classes from './panel.module.css'
import { Panel } from './panel.tsx'

const DAY = 24 * 60 * 60_000
const spans = [7, 30, 90] as const

/** That somebody vouches for a page, for some days or until it is taken back. */
export function VerificationEditor({ property, value, onChange, onClose }: EditorProps) {
  const { save, error, isSaving } = useSaving({ onChange })
  const keep = async (verification: object) => {
    if (await save({ verification })) onClose()
  }
  const until = (days: number) => ({
    state: 'verified',
    date: { start: dayText(new Date()), end: dayText(new Date(Date.now() + days * DAY)) },
  })
  const isVerified = (value?.verification as { state?: string } | null)?.state !== 'unverified'
  return (
    <Panel label={property.name} error={error} onLeave={onClose} onCancel={onClose}>
      <Stack className={classes.fields} gap="xs">
        {spans.map((days, index) => (
          <Button
            key={days}
            data-autofocus={index === 0 || undefined}
            variant="default"
            loading={isSaving}
            onClick={() => keep(until(days))}
          >
            Verify for {days} days
          </Button>
        ))}
        <Button variant="default" loading={isSaving} onClick={() => keep({ state: 'verified' })}>
          Verify without an end
        </Button>
        {isVerified && (
          <Button variant="subtle" color="gray" onClick={() => keep({ state: 'unverified' })}>
            Take the verification back
          </Button>
        )}
      </Stack>
    </Panel>
  )
}
