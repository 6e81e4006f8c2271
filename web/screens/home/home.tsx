import { useSession } from '../../data/session.ts'

export function Home() {
  const { workspace } = useSession()
  return <h1>{workspace.name}</h1>
}
