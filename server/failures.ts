/** The command was called in a way that cannot work: exit status 2. */
export class WrongUsage extends Error {}

/** Something outside went wrong, and its message is all that the operator needs: exit status 1. */
export class Failure extends Error {}
