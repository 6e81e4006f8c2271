/**
 * Which passwords people may choose (NIST SP 800-63B section 3.1.1.2): a least length, none that
 * everybody tries first, and no rules about kinds of characters.
 */
export const SHORTEST_PASSWORD = 8

/** The work of hashing must not be for the caller to choose. */
export const LONGEST_PASSWORD = 256

/**
 * Why a password is refused; null when it is good.
 *
 * @param about what an attacker knows of the person: name, e-mail, workspace.
 */
export function weaknessOf(password: string, about: readonly string[]): string | null {
  const length = [...password].length
  if (length < SHORTEST_PASSWORD) return `Use at least ${SHORTEST_PASSWORD} characters.`
  if (password.length > LONGEST_PASSWORD) return `Use at most ${LONGEST_PASSWORD} characters.`
  if (isGuessable(password))
    return 'This is one of the first passwords that anybody would try. Choose another one.'
  if (isAbout(password, about)) {
    return 'This is too close to the name, the e-mail or the workspace. Choose another one.'
  }
  return null
}

function isGuessable(password: string): boolean {
  const folded = password.toLowerCase()
  const base = withoutEnd(folded)
  return (
    new Set(folded).size < 4 || isRun(folded) || tried.has(folded) || (base.length > 3 && tried.has(base))
  )
}

/** `password` with a number and an exclamation mark after it is still `password`. */
const withoutEnd = (text: string): string => text.replace(/[\d!?.@#$*_-]+$/, '')

/** Each character follows the one before, up or down: 12345678, hgfedcba. */
function isRun(text: string): boolean {
  const steps = new Set<number>()
  for (let index = 1; index < text.length; index++)
    steps.add(text.charCodeAt(index) - text.charCodeAt(index - 1))
  const [step] = steps
  return steps.size === 1 && Math.abs(step!) <= 1
}

function isAbout(password: string, about: readonly string[]): boolean {
  const letters = lettersOf(password)
  return about
    .flatMap((text) => [text, ...text.split(/[\s@.]+/)])
    .some((text) => {
      const known = lettersOf(text)
      return known.length > 2 && (letters === known || lettersOf(withoutEnd(password)) === known)
    })
}

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

const tried: ReadonlySet<string> = new Set(
  (
    'password passwort passw0rd p@ssword p@ssw0rd motdepasse contraseña qwerty qwertyui qwertyuiop qwertz qwertzuiop ' +
    'azerty azertyuiop asdfgh asdfghjk asdfghjkl zxcvbn zxcvbnm 1q2w3e4r 1q2w3e4r5t 1qaz2wsx q1w2e3r4 qwer1234 abcd1234 ' +
    'a1b2c3d4 123456789 1234567890 0123456789 87654321 0987654321 12344321 11223344 147258369 123qweasd qweasdzxc ' +
    'iloveyou letmein letmeinnow welcome sunshine princess football baseball basketball superman batman starwars ' +
    'trustno1 whatever computer internet corvette michelle jennifer jordan23 liverpool chocolate dragon monkey shadow ' +
    'master admin administrator adminadmin root toor guest default changeme change-me secret topsecret testtest ' +
    'test1234 octavo octavooctavo notion workspace passpass password1234 correcthorsebatterystaple'
  ).split(' '),
)
