import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { DOCUMENTATION } from '#shared/documentation.ts'
import { useTitle } from '../../../ui/use-title.ts'
import articleClasses from '../article.module.css'
import type { Description, OperationHere, Parameter } from '../description.ts'
import classes from './reference.module.css'
import { Method, Ours } from './reference.tsx'
import { Fields, SchemaView } from './schema-view.tsx'

interface Props {
  here: OperationHere
  description: Description
  before: OperationHere | undefined
  after: OperationHere | undefined
}

/** One call: what it needs, what it takes, what it answers. */
export function Call({ here: { method, path, operation }, description, before, after }: Props) {
  useTitle(`${method.toUpperCase()} ${path}`)
  const parameters = operation.parameters.map((parameter) =>
    '$ref' in parameter ? description.components.parameters[parameter.$ref.split('/').at(-1)!]! : parameter,
  )
  const answers = Object.entries(operation.responses).filter(([, { content }]) => content)
  const errors = Object.entries(operation.responses).filter(([, { $ref }]) => $ref)
  return (
    <div className={articleClasses.screen}>
      <article className={articleClasses.article}>
        <div className={articleClasses.written} data-call>
          <h1>{operation.summary}</h1>
          <p className={classes.address}>
            <Method name={method} /> <code>{path}</code>
          </p>
          <p>
            {operation['x-octavo']?.addition && (
              <>
                <Ours /> Notion’s API has no such call.{' '}
              </>
            )}
            {operation.description
              .split('`')
              .map((part, at) => (at % 2 ? <code key={part}>{part}</code> : part))}{' '}
            {operation.deprecated && 'Newer versions have another call in its place.'}
          </p>
        </div>
        <Parameters
          title="In the address"
          parameters={parameters.filter((one) => one.in === 'path')}
          description={description}
        />
        <Parameters
          title="In the query"
          parameters={parameters.filter((one) => one.in === 'query')}
          description={description}
        />
        <Parameters
          title="Headers"
          parameters={parameters.filter((one) => one.in === 'header')}
          description={description}
        />
        {Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) => (
          <Part key={type} title="Body" type={type}>
            <SchemaView schema={schema} description={description} />
          </Part>
        ))}
        {answers.flatMap(([status, { description: says, content = {} }]) =>
          Object.entries(content).map(([type, { schema }]) => (
            <Part key={status + type} title={`Answer ${status}`} type={type}>
              {status !== '200' && <p className={classes.note}>{says}</p>}
              <SchemaView schema={schema} description={description} />
            </Part>
          )),
        )}
        {errors.length > 0 && (
          <Part title="Errors">
            <p className={classes.note}>
              {errors.map(([status]) => status).join(', ')}: each with a code, which{' '}
              <Link to={`${DOCUMENTATION}/errors` as '/'}>the table of errors</Link> explains.
            </p>
          </Part>
        )}
        <nav className={articleClasses.beside} aria-label="Calls before and after">
          {before ? <Beside here={before} says="Previous" /> : <span />}
          {after && <Beside here={after} says="Next" />}
        </nav>
      </article>
    </div>
  )
}

const Beside = ({ here: { address, method, path }, says }: { here: OperationHere; says: string }) => (
  <Link to={address as '/'} className={articleClasses.besideLink} data-says={says}>
    <span>{says}</span>
    {method.toUpperCase()} {path}
  </Link>
)

interface PartProps {
  title: string
  type?: string
  children: ReactNode
}

const Part = ({ title, type, children }: PartProps) => (
  <section className={classes.part} aria-label={title}>
    <h2>
      {title} {type && type !== 'application/json' && <code>{type}</code>}
    </h2>
    {children}
  </section>
)

interface ParametersProps {
  title: string
  parameters: Parameter[]
  description: Description
}

const Parameters = ({ title, parameters, description }: ParametersProps) =>
  parameters.length === 0 ? null : (
    <Part title={title}>
      <Fields
        description={description}
        fields={parameters.map(({ name, required, schema, description: says }) => ({
          name,
          isRequired: required,
          schema: says ? { description: says, ...schema } : schema,
        }))}
      />
    </Part>
  )
