import { Button, Text, Title } from '@mantine/core'
import {
  type Icon,
  IconCode,
  IconFilePlus,
  IconPlugConnected,
  IconUserPlus,
  IconUsers,
} from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import { managesMembers } from '../../data/people.ts'
import { isOwner, type Session, useSession } from '../../data/session.ts'
import classes from './home.module.css'

interface Step {
  icon: Icon
  title: string
  says: string
  action: string
  /** What it leads to; the first page is made at once. */
  to?: LinkProps['to']
  isFor?: (session: Session) => boolean
}

const steps: readonly Step[] = [
  {
    icon: IconFilePlus,
    title: 'Write your first page',
    says: 'Notes, plans, lists. Only you see it until you share it.',
    action: 'New page',
  },
  {
    icon: IconUserPlus,
    title: 'Invite the people you work with',
    says: 'They get a link by mail, or you pass it on yourself.',
    action: 'Invite people',
    to: '/settings/members',
    isFor: managesMembers,
  },
  {
    icon: IconUsers,
    title: 'Make a place for a team',
    says: 'A teamspace holds the pages of a team: who is in it reaches them.',
    action: 'Teamspaces',
    to: '/settings/teamspaces',
  },
  {
    icon: IconPlugConnected,
    title: 'Let programs in',
    says: 'Connections read and write the pages that you add them to.',
    action: 'Connections',
    to: '/settings/connections',
    isFor: isOwner,
  },
  {
    icon: IconCode,
    title: 'Build your own',
    says: 'The API is Notion’s. Its documentation is here, with a first call that works.',
    action: 'Developer hub',
    to: '/my-integrations',
  },
]

/** What whoever comes to an empty workspace does first. */
export function FirstSteps({ create }: { create: () => void }) {
  const session = useSession()
  return (
    <section aria-labelledby="first-steps">
      <Title order={2} size="h4" id="first-steps" mb={4}>
        Welcome to {session.workspace.name}
      </Title>
      <Text c="dimmed" mb="lg">
        Nothing is here yet. These are good first steps, in any order.
      </Text>
      <ol className={classes.steps}>
        {steps
          .filter(({ isFor }) => isFor?.(session) ?? true)
          .map(({ icon: StepIcon, title, says, action, to }) => (
            <li key={title} className={classes.step}>
              <StepIcon size={26} stroke={1.4} aria-hidden />
              <div>
                <Text fw={600}>{title}</Text>
                <Text size="sm" c="dimmed">
                  {says}
                </Text>
              </div>
              {to === undefined ? (
                <Button onClick={create}>{action}</Button>
              ) : (
                <Button variant="default" renderRoot={(props) => <Link to={to} {...props} />}>
                  {action}
                </Button>
              )}
            </li>
          ))}
      </ol>
    </section>
  )
}
