import { Radio, Stack } from '@mantine/core'
import type { Connection } from '../../data/hub.ts'
import { useSession } from '../../data/session.ts'

type Distribution = Connection['distribution']

interface Props {
  value: Distribution
  onChange: (value: Distribution) => void
}

/** Who may install a public connection: chosen when it becomes one, and never again. */
export function DistributionField({ value, onChange }: Props) {
  const { workspace } = useSession()
  return (
    <Radio.Group
      label="Who may install it"
      description="This cannot be changed later."
      value={value}
      onChange={(chosen) => onChange(chosen as Distribution)}
    >
      <Stack gap="xs" mt="xs">
        <Radio
          value="any_workspace"
          label="People of every workspace on this server"
          description="It is offered in their catalogues, as the policy of each workspace lets it."
        />
        <Radio value="this_workspace" label={`Only people of ${workspace.name}`} />
      </Stack>
    </Radio.Group>
  )
}
