import { Checkbox, Radio, Stack } from '@mantine/core'
import type { Capabilities } from '../../data/hub.ts'
import { isOwner, useSession } from '../../data/session.ts'

interface Props {
  value: Capabilities
  onChange: (value: Capabilities) => void
}

/** What a connection may do, in plain words. Where it may do so is said by the pages it is added to. */
export function CapabilitiesField({ value, onChange }: Props) {
  const session = useSession()
  const set = (change: Partial<Capabilities>) => onChange({ ...value, ...change })
  return (
    <Stack gap="lg">
      <Checkbox.Group
        label="Content"
        value={value.content}
        onChange={(content) => set({ content: content as Capabilities['content'] })}
      >
        <Stack gap="xs" mt="xs">
          <Checkbox
            value="read"
            label="Read content"
            description="Pages, databases and their rows, and search."
          />
          <Checkbox
            value="update"
            label="Update content"
            description="Change what is there, and put it into the trash."
          />
          <Checkbox
            value="insert"
            label="Insert content"
            description="Make pages and blocks. Without reading, it is told only the ids of what it made."
          />
        </Stack>
      </Checkbox.Group>
      <Checkbox.Group
        label="Comments"
        value={value.comments}
        onChange={(comments) => set({ comments: comments as Capabilities['comments'] })}
      >
        <Stack gap="xs" mt="xs">
          <Checkbox value="read" label="Read comments" description="Webhooks about comments need it too." />
          <Checkbox value="insert" label="Insert comments" description="Write comments in its own name." />
        </Stack>
      </Checkbox.Group>
      <Radio.Group
        label="People"
        value={value.user_info}
        onChange={(user_info) => set({ user_info: user_info as Capabilities['user_info'] })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="none" label="No user information" description="People are ids without names." />
          <Radio value="no_email" label="User information without e-mail addresses" />
          <Radio value="email" label="User information with e-mail addresses" />
        </Stack>
      </Radio.Group>
      <Radio.Group
        label="Who has access"
        value={value.permissions}
        onChange={(permissions) => set({ permissions: permissions as Capabilities['permissions'] })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="none" label="Does not see who has access to pages" />
          <Radio value="read" label="Sees who has access to the pages it reaches" />
          <Radio value="write" label="Changes who has access to the pages it has full access to" />
        </Stack>
      </Radio.Group>
      {isOwner(session) && (
        <Checkbox
          label="Administer the workspace"
          description="Everything an owner may do: members, groups, connections and settings. Only owners manage such a connection."
          checked={value.administer}
          onChange={({ currentTarget }) => set({ administer: currentTarget.checked })}
        />
      )}
    </Stack>
  )
}
