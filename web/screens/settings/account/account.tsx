import { Button, SegmentedControl, Stack, Text, Title, useMantineColorScheme } from '@mantine/core'
import { IconLogout, IconShieldLock } from '@tabler/icons-react'
import { useSession } from '../../../data/session.ts'
import { submitForm } from '../../../data/submit-form.ts'
import { lazyPart } from '../../../ui/lazy-part.tsx'
import { ScreenHead } from '../../../ui/screen-head.tsx'
import { Profile } from './profile.tsx'

const Email = lazyPart(() => import('./email.tsx'), 'Email')
const Sessions = lazyPart(() => import('./sessions.tsx'), 'Sessions')

/** Settings → My account. */
export function Account() {
  const session = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <>
      <ScreenHead title="My account">How others see you, and how you sign in.</ScreenHead>
      <Stack gap="xl">
        <Profile />
        <Email />
        <section>
          <Title order={2} size="h5" mb={4}>
            Sign-in and security
          </Title>
          <Text size="sm" c="dimmed" mb="xs">
            Password, passkeys, second factor, and identity providers.
          </Text>
          <Button component="a" href="/account" variant="default" leftSection={<IconShieldLock size={16} />}>
            Open
          </Button>
        </section>
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
        <Sessions />
      </Stack>
    </>
  )
}
