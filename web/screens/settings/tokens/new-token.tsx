import { Checkbox, Modal, NativeSelect, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useSession } from '../../../data/session.ts'
import { type TokenCapabilities, tokenActs } from '../../../data/tokens.ts'
import { TokenForm } from '../token-form.tsx'

interface Props {
  /** For how many days one may work at most; null for as long as one likes. */
  longest: number | null
  onClose: () => void
}

const lives = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '180', label: '180 days' },
  { value: '365', label: 'A year' },
]

const acts = [
  { value: 'read', label: 'Read content' },
  { value: 'update', label: 'Change content' },
  { value: 'insert', label: 'Add content' },
  { value: 'comments', label: 'Read and write comments' },
  { value: 'people', label: 'See people with their e-mails' },
  { value: 'sharing', label: 'Share pages' },
] as const

type Act = (typeof acts)[number]['value']

function toCapabilities(chosen: readonly string[]): TokenCapabilities {
  const has = (act: Act) => chosen.includes(act)
  return {
    content: (['read', 'update', 'insert'] as const).filter(has),
    comments: has('comments') ? ['read', 'insert'] : [],
    user_info: has('people') ? 'email' : 'none',
    permissions: has('sharing') ? 'write' : 'none',
    administer: false,
  }
}

/** A token that is shown once. */
export function NewToken({ longest, onClose }: Props) {
  const session = useSession()
  const offered = lives.filter(({ value }) => longest === null || Number(value) <= longest)
  const [days, setDays] = useState(offered.at(-1)?.value)
  const [isWhole, setWhole] = useState(false)
  const [chosen, setChosen] = useState<string[]>(['read', 'update', 'insert', 'comments'])
  const create = async (name: string) => {
    const made = await tokenActs(session).create({
      name,
      ...(days && { expires_in_days: Number(days) }),
      ...(!isWhole && { capabilities: toCapabilities(chosen) }),
    })
    return made.token
  }
  return (
    <Modal opened onClose={onClose} title="New personal access token" centered>
      <TokenForm
        description="What it is for."
        missing="Give it a name: what it is for."
        create={create}
        made={() => 'Copy it now: it is not shown again. Whoever holds it acts as you.'}
        onDone={onClose}
      >
        {offered.length > 0 ? (
          <NativeSelect
            label="It works for"
            description={
              longest === null ? undefined : `${longest} days at most, by the rules of this workspace.`
            }
            data={offered}
            value={days}
            onChange={({ currentTarget }) => setDays(currentTarget.value)}
          />
        ) : (
          <Text size="sm">
            It works for {longest === 1 ? 'a day' : `${longest} days`}, as long as the rules let it.
          </Text>
        )}
        <Radio.Group
          label="It may"
          value={isWhole ? 'whole' : 'some'}
          onChange={(value) => setWhole(value === 'whole')}
        >
          <Stack gap={6} mt={6}>
            <Radio value="some" label="Do some things" />
            {!isWhole && (
              <Checkbox.Group
                aria-label="What it may do"
                value={chosen}
                onChange={setChosen}
                style={{ paddingInlineStart: '2rem' }}
              >
                <Stack gap={6}>
                  {acts.map(({ value, label }) => (
                    <Checkbox key={value} value={value} label={label} />
                  ))}
                </Stack>
              </Checkbox.Group>
            )}
            <Radio value="whole" label="Do all that you may, settings too" />
          </Stack>
        </Radio.Group>
      </TokenForm>
    </Modal>
  )
}
