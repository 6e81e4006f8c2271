import { followed } from './followed.ts'

const reached = followed(true)

/** Notes whether the last request reached the server. */
export const noteReached = reached.set

/** Whether the server was reached last. */
export const useIsReached = reached.use
