import { useNetwork } from '@mantine/hooks'
import { useWantedProof } from '../data/proof.ts'
import { useIsReached } from '../data/reach.ts'
import classes from './interruptions.module.css'
import { lazyPart } from './lazy-part.tsx'

const AskForProof = lazyPart(() => import('./ask-for-proof.tsx'), 'AskForProof')

/** What may come between somebody and the server: no network, or that it wants to know who they are. */
export function Interruptions() {
  const wanted = useWantedProof()
  const { online } = useNetwork()
  const isReached = useIsReached()
  return (
    <>
      <div role="status" className={classes.bar} data-shown={!online || !isReached || undefined}>
        {!online
          ? 'You are offline. What you write is kept in this tab, and sent when you are back.'
          : !isReached &&
            'The server is not reached. What you write is kept in this tab, and sent when it is back.'}
      </div>
      {wanted && <AskForProof wanted={wanted} />}
    </>
  )
}
