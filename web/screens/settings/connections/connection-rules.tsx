import { NativeSelect, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { connectionActs, type Policy, policyQuery } from '../../../data/connections.ts'
import { useSession } from '../../../data/session.ts'
import { tell, tellFailure } from '../../../ui/tell.ts'
import classes from './connection-rules.module.css'

type Rules = Policy['connections']

/** Who may add connections, and who may make them. */
export function ConnectionRules() {
  const session = useSession()
  const { data: policy } = useQuery(policyQuery(session))
  const rules = policy?.connections
  const set = (change: Partial<Rules>) =>
    connectionActs(session)
      .setPolicy(change)
      .then(() => tell('The rule holds from now on.'), tellFailure)
  return (
    <div className={classes.rules}>
      <NativeSelect
        label="Restrict members from installing connections"
        description="What is there already stays."
        disabled={rules === undefined}
        data={[
          { value: 'unrestricted', label: 'No restrictions' },
          { value: 'approved_only', label: 'Only from approved list' },
          { value: 'owners_only', label: 'Only owners' },
        ]}
        value={rules?.install ?? 'unrestricted'}
        onChange={({ currentTarget }) => set({ install: currentTarget.value as Rules['install'] })}
      />
      <NativeSelect
        label="Who may create connections"
        description="Internal ones, and those for others to install."
        disabled={rules === undefined}
        data={[
          { value: 'members', label: 'All members' },
          { value: 'owners', label: 'Only owners' },
        ]}
        value={rules?.create ?? 'members'}
        onChange={({ currentTarget }) => set({ create: currentTarget.value as Rules['create'] })}
      />
      {rules?.install === 'approved_only' && (
        <Switch
          className={classes.wide}
          label="Auto-approve connections built by Octavo"
          description="Those whose maker is whoever runs this server: GitHub, Jira, Slack, Asana and Trello where they are set up."
          checked={rules.auto_approve_first_party}
          onChange={({ currentTarget }) => set({ auto_approve_first_party: currentTarget.checked })}
        />
      )}
    </div>
  )
}
