import { Button, Container, Group, SimpleGrid, Skeleton, Text, Title } from '@mantine/core'
import { IconPlus, IconTablePlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { idInUrl } from '#shared/objects/urls.ts'
import { privately, recentQuery } from '../../data/pages.ts'
import { useSession } from '../../data/session.ts'
import { describe } from '../../ui/failed.tsx'
import { NodeIcon } from '../../ui/node-icon.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { useNewDatabase, useNewPage } from '../shell/new-page.tsx'
import { TopBar } from '../shell/top-bar.tsx'
import { FirstSteps } from './first-steps.tsx'
import classes from './home.module.css'

/** Where somebody begins: what was edited last, and a new page. */
export function Home() {
  const { user, account, workspace } = useSession()
  const { data: recent, error } = useQuery(recentQuery)
  const create = useNewPage()
  useTitle(workspace.name)
  const firstName = (user.name ?? account.name).split(' ', 1)[0]
  const createDatabase = useNewDatabase()
  const news = user.role !== 'guest' && (
    <Group gap="xs">
      <Button
        variant="default"
        leftSection={<IconTablePlus size={16} stroke={1.5} />}
        onClick={() => createDatabase(privately)}
      >
        New database
      </Button>
      <Button leftSection={<IconPlus size={16} />} onClick={() => create(privately)}>
        New page
      </Button>
    </Group>
  )
  return (
    <>
      <TopBar>{null}</TopBar>
      <Container size="md" pt="6vh" pb="xl">
        <Title order={1} size="h2" mb="xl">
          {greeting(new Date().getHours())}, {firstName}
        </Title>
        {error && <Text role="alert">{describe(error)}</Text>}
        {recent?.length === 0 ? (
          user.role === 'guest' ? (
            <div className={classes.empty}>
              <Title order={2} size="h4">
                Nothing here yet
              </Title>
              <Text c="dimmed">When somebody shares a page with you, you find it here.</Text>
            </div>
          ) : (
            <FirstSteps create={() => create(privately)} />
          )
        ) : (
          <>
            <div className={classes.head}>
              <Title order={2} size="sm" c="dimmed">
                Edited last
              </Title>
              {news}
            </div>
            <SimpleGrid cols={{ base: 2, md: 3 }} spacing="sm">
              {recent?.map(({ id, type, title, icon, editedTime }) => (
                <Link key={id} to="/$name" params={{ name: idInUrl(id) }} className={classes.card}>
                  <NodeIcon icon={icon} type={type} size={26} />
                  <span className={classes.title}>{title || 'Untitled'}</span>
                  <Text span size="xs" c="dimmed">
                    {new Date(editedTime).toLocaleDateString(undefined, { dateStyle: 'medium' })}
                  </Text>
                </Link>
              )) ?? waiting}
            </SimpleGrid>
          </>
        )}
      </Container>
    </>
  )
}

const waiting = [1, 2, 3].map((key) => <Skeleton key={key} height={108} radius="md" />)

const greeting = (hour: number): string =>
  hour < 5 ? 'Good night' : hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening'
