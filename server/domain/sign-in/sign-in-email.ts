const LONGEST = 254

/**
 * Whether somebody can sign in with this e-mail: the addresses that the sign-in library takes, which are
 * those of plain letters with a domain of two parts or more.
 */
export const isSignInEmail = (email: string): boolean =>
  email.length <= LONGEST &&
  /^(?:[a-z0-9_'+-]+\.)*[a-z0-9_'+-]*[a-z0-9_+-]@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i.test(
    email,
  )
