/**
 * The sign-in library (docs/decisions/sign-in.md), set up for our tables, our cookie and our clock. Only
 * `sign-in.ts` loads this file, when somebody signs in for the first time.
 */
import type { BetterAuthOptions } from 'better-auth'
import { betterAuth } from 'better-auth/minimal'
import { accountById } from '#server/store/accounts.ts'
import { signInAdapter } from '#server/store/sign-in-adapter.ts'
import { hashOfToken } from '../access/authenticate.ts'
import type { Installation } from './account.ts'
import { hashedTokens } from './hashed-tokens.ts'
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password-policy.ts'
import { workspacesOf } from './session.ts'
import { SESSION_SECONDS, sessionCookie } from './session-cookie.ts'

export interface PasswordSignIn {
  email: string
  password: string
  address: string
  userAgent: string
}

export interface SignInLibrary {
  /** Opens a session. `wrong` says nothing of which part was wrong, nor does the time it takes. */
  signInByPassword(who: PasswordSignIn): Promise<{ cookies: string[] } | 'wrong' | 'in no workspace'>
}

export function makeSignInLibrary(installation: Installation): SignInLibrary {
  const auth = configure(installation)
  return {
    async signInByPassword({ email, password, address, userAgent }) {
      try {
        const { headers } = await auth.api.signInEmail({
          body: { email, password },
          headers: new Headers({ [ADDRESS_HEADER]: address, 'user-agent': userAgent }),
          returnHeaders: true,
        })
        return { cookies: headers.getSetCookie() }
      } catch (error) {
        return outcomeOf(error)
      }
    },
  }
}

const ADDRESS_HEADER = 'x-octavo-address'

function outcomeOf(error: unknown): 'wrong' | 'in no workspace' {
  switch ((error as { body?: { code?: string } }).body?.code) {
    case 'INVALID_EMAIL':
    case 'INVALID_EMAIL_OR_PASSWORD':
    case 'PASSWORD_TOO_LONG':
      return 'wrong'
    case 'FAILED_TO_CREATE_SESSION':
      return 'in no workspace'
    default:
      throw error
  }
}

const times = { createdAt: 'created_time', updatedAt: 'updated_time' }

function configure(installation: Installation) {
  const { store, surroundings, secrets, baseUrl } = installation
  const { name, secure } = sessionCookie(baseUrl())
  return betterAuth({
    appName: 'Octavo',
    baseURL: baseUrl(),
    secret: secrets.keyFor('sign-in'),
    database: (options: BetterAuthOptions) => hashedTokens(signInAdapter(store.root)(options), hashOfToken),
    emailAndPassword: {
      enabled: true,
      // Accounts come with set-up, the workspace file and invitations.
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
    },
    user: {
      modelName: 'accounts',
      fields: { email: 'email_key', emailVerified: 'email_verified', image: 'avatar_url', ...times },
    },
    account: {
      modelName: 'account_credentials',
      fields: {
        userId: 'account_id',
        providerId: 'provider',
        accountId: 'subject',
        password: 'password_hash',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_time',
        refreshTokenExpiresAt: 'refresh_token_expires_time',
        ...times,
      },
      encryptOAuthTokens: true,
    },
    session: {
      modelName: 'sessions',
      fields: {
        token: 'token_hash',
        userId: 'account_id',
        expiresAt: 'expires_time',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...times,
      },
      additionalFields: {
        workspaceId: { type: 'string', required: false, input: false, fieldName: 'workspace_id' },
      },
      expiresIn: SESSION_SECONDS,
      disableSessionRefresh: true,
    },
    verification: {
      modelName: 'verifications',
      fields: { expiresAt: 'expires_time', ...times },
      storeIdentifier: 'hashed',
    },
    databaseHooks: {
      session: {
        create: {
          // Whatever way somebody signs in: by our clock, and into a workspace or not at all.
          before: async (session) => {
            const account = await accountById(store.reader, session.userId)
            const [first] =
              account === undefined ? [] : await workspacesOf({ store }, { email: account.email_key })
            if (first === undefined) return false
            const now = surroundings.now()
            return {
              data: {
                ...session,
                workspaceId: first.id,
                createdAt: new Date(now),
                expiresAt: new Date(now + SESSION_SECONDS * 1000),
              },
            }
          },
        },
      },
    },
    advanced: {
      // The name and `secure` are ours: its own prefix would be the weaker `__Secure-`.
      useSecureCookies: false,
      cookies: { session_token: { name, attributes: { secure } } },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: () => surroundings.newId() },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  })
}
