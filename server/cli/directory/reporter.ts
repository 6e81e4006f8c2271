import yoctoSpinner from 'yocto-spinner'
import type { Summary } from './summary.ts'

/** What the operator sees: standard output is for programs, standard error for people. */
export interface Reporter {
  /** What is under way, on a terminal alone. */
  progress(text: string): void
  /** A line for a person. */
  tell(line: string): void
  /** A line of JSON. */
  print(value: unknown): Promise<void>
  write(text: string): Promise<void>
  /** Ends a run with its line of JSON. */
  end(summary: Summary): Promise<void>
}

/** @param isDocument whether standard output is what is made, so that nothing else may be printed there. */
export function makeReporter(isDocument: boolean): Reporter {
  const spinner = process.stderr.isTTY ? yoctoSpinner({ stream: process.stderr }) : null
  const to = (stream: NodeJS.WriteStream) => (text: string) =>
    new Promise<void>((resolve) => stream.write(text, () => resolve()))
  const write = to(process.stdout)
  return {
    progress(text) {
      if (spinner === null) return
      spinner.text = text
      if (!spinner.isSpinning) spinner.start()
    },
    tell(line) {
      const text = spinner?.isSpinning ? spinner.text : null
      spinner?.stop()
      process.stderr.write(`${line}\n`)
      if (text !== null) spinner?.start(text)
    },
    print: (value) => write(`${JSON.stringify(value)}\n`),
    write,
    async end(summary) {
      spinner?.stop()
      await (isDocument ? to(process.stderr) : write)(`${JSON.stringify(summary)}\n`)
    },
  }
}
