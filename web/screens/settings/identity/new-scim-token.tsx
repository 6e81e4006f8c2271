import { Modal, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { identityActs } from '../../../data/identity.ts'
import { useSession } from '../../../data/session.ts'
import { TokenForm } from '../token-form.tsx'

interface Props {
  /** Of the directory whose token it follows; empty for a new one. */
  name: string
  onClose: () => void
}

const DAY = 24 * 60 * 60_000

export function NewScimToken({ name, onClose }: Props) {
  const acts = identityActs(useSession())
  const [days, setDays] = useState('')
  const create = async (called: string) => {
    const ends = days === '' ? null : new Date(Date.now() + Number(days) * DAY).toISOString()
    return (await acts.createScimToken(called, ends)).token
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={name === '' ? 'New SCIM token' : `Another token of ${name}`}
      centered
    >
      <TokenForm
        named={name}
        description="Tokens of one name are of one directory."
        missing="Give it a name: that of the directory."
        create={create}
        made={() => 'Give it to your identity provider now: it is not shown again.'}
        onDone={onClose}
      >
        <NativeSelect
          label="It ends"
          data={[
            { value: '', label: 'When somebody revokes it' },
            { value: '90', label: 'In 90 days' },
            { value: '180', label: 'In 180 days' },
            { value: '365', label: 'In a year' },
          ]}
          value={days}
          onChange={({ currentTarget }) => setDays(currentTarget.value)}
        />
      </TokenForm>
    </Modal>
  )
}
