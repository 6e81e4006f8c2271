/**
 * What is thrown when something is asked for that has not been loaded. Whoever throws it has written down what
 * is missing; whoever catches it loads all that was written down and begins again.
 */
export const notLoaded = new Error('This has not been loaded')

/** Gives what `work` gives; null when it came upon something that is not loaded. */
export function unlessMissing<T>(work: () => T): { readonly value: T } | null {
  try {
    return { value: work() }
  } catch (thrown) {
    if (thrown === notLoaded) return null
    throw thrown
  }
}
