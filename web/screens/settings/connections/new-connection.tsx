import { Checkbox, Group, Radio } from '@mantine/core'
import { useState } from 'react'
import { connectionActs, type NewConnection as Wanted } from '../../../data/connections.ts'
import { useSession } from '../../../data/session.ts'
import { TokenForm } from '../token-form.tsx'

/** A program of one's own: what it is called and what it may do. It reaches no page until it is added to one. */
export function NewConnection({ onDone }: { onDone: () => void }) {
  const session = useSession()
  const [content, setContent] = useState<string[]>(['read', 'update', 'insert'])
  const [comments, setComments] = useState<string[]>([])
  const [userInfo, setUserInfo] = useState('no_email')

  const create = async (name: string) => {
    const capabilities = { content, comments, user_info: userInfo } as Wanted['capabilities']
    return (await connectionActs(session).create({ name, kind: 'internal', capabilities })).token ?? ''
  }
  return (
    <TokenForm
      missing="Give it a name."
      gap="lg"
      create={create}
      made={(name) =>
        `${name} is made. Give it this token where it runs, and add it to the pages that it should reach, by ••• in each.`
      }
      onDone={onDone}
    >
      <Checkbox.Group label="Content" value={content} onChange={setContent}>
        <Group mt={6}>
          <Checkbox value="read" label="Read" />
          <Checkbox value="update" label="Update" />
          <Checkbox value="insert" label="Insert" />
        </Group>
      </Checkbox.Group>
      <Checkbox.Group label="Comments" value={comments} onChange={setComments}>
        <Group mt={6}>
          <Checkbox value="read" label="Read" />
          <Checkbox value="insert" label="Insert" />
        </Group>
      </Checkbox.Group>
      <Radio.Group label="What it learns about people" value={userInfo} onChange={setUserInfo}>
        <Group mt={6}>
          <Radio value="none" label="Nothing" />
          <Radio value="no_email" label="Names" />
          <Radio value="email" label="Names and e-mails" />
        </Group>
      </Radio.Group>
    </TokenForm>
  )
}
