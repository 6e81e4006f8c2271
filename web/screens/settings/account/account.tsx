import { Button, Group, SegmentedControl, Stack, Text, Title, useMantineColorScheme } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { useSession } from '../../../data/session.ts'
import { submitForm } from '../../../data/submit-form.ts'
import { PersonIcon } from '../../../ui/person-icon.tsx'
import { ScreenHead } from '../../../ui/screen-head.tsx'
import { roleName } from '../people/roles.ts'

/** Settings → My account. */
export function Account() {
  const session = useSession()
  const { account, user, workspace } = session
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const name = user.name ?? account.name
  return (
    <>
      <ScreenHead title="My account">How others see you, and how you sign in.</ScreenHead>
      <Stack gap="xl">
        <Group>
          <PersonIcon size={64} name={name} />
          <div>
            <Text fw={600}>{name}</Text>
            <Text size="sm" c="dimmed">
              {account.email}
            </Text>
            <Text size="sm" c="dimmed">
              {roleName(user.role)} of {workspace.name}
            </Text>
          </div>
        </Group>
        <section>
          <Title order={2} size="h5" mb="xs">
            Looks
          </Title>
          <SegmentedControl
            aria-label="Looks"
            value={colorScheme}
            onChange={(value) => setColorScheme(value as typeof colorScheme)}
            data={[
              { value: 'auto', label: 'As on this device' },
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
          />
        </section>
        <section>
          <Title order={2} size="h5" mb="xs">
            This browser
          </Title>
          <Button
            variant="default"
            leftSection={<IconLogout size={16} />}
            onClick={() => submitForm('/logout', session, {})}
          >
            Sign out
          </Button>
        </section>
      </Stack>
    </>
  )
}
