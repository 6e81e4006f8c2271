import { Problem } from '#shared/problem.ts'

/** What is wrong with the fields of a form, by the name of the field. */
export class FieldProblem extends Problem {
  readonly fields: Readonly<Record<string, string>>

  constructor(fields: Readonly<Record<string, string>>) {
    super('invalid', Object.values(fields).join(' '))
    this.fields = fields
  }
}
