/** One thing that is wrong with a workspace file. */
export interface Mistake {
  readonly file: string
  readonly line: number
  /** The way to it, `pages[0].access[1].level`; empty for the file as a whole. */
  readonly key: string
  readonly message: string
}

/** A file that is not valid, with everything that is wrong with it (exit status 2). */
export class WorkspaceFileMistakes extends Error {
  readonly mistakes: readonly Mistake[]

  constructor(mistakes: readonly Mistake[]) {
    super(mistakes.map(printMistake).join('\n'))
    this.name = 'WorkspaceFileMistakes'
    this.mistakes = mistakes
  }
}

/** `octavo.yaml:12: pages[0].access[1].level: should be …`. */
export const printMistake = ({ file, line, key, message }: Mistake): string =>
  `${file}:${line}: ${key ? `${key}: ` : ''}${message}`

/** The key of an entry of a map. */
export function keyOf(parent: string, name: string): string {
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) return `${parent}[${JSON.stringify(name)}]`
  return parent ? `${parent}.${name}` : name
}

/** Mistakes while they are found. */
export class Ledger {
  readonly file: string
  readonly #mistakes: Mistake[] = []

  constructor(file: string) {
    this.file = file
  }

  note(at: { readonly line: number; readonly key: string }, message: string): void {
    this.#mistakes.push({ file: this.file, line: at.line, key: at.key, message })
  }

  get count(): number {
    return this.#mistakes.length
  }

  /** Everything that was found, top to bottom. */
  error(): WorkspaceFileMistakes {
    return new WorkspaceFileMistakes(this.#mistakes.toSorted((a, b) => a.line - b.line))
  }
}
