import { useState } from 'react'
import { type Description, nameOfRef, type Schema, schemaAt } from '../description.ts'
import classes from './reference.module.css'

interface Props {
  schema: Schema
  description: Description
}

/** What a value may be. What is inside of it opens when it is asked for: some of it contains itself. */
export function SchemaView({ schema, description }: Props) {
  const shown = follow(schema, description)
  const fields = fieldsOf(shown)
  const inside = insideOf(shown)
  return (
    <>
      {fields.length === 0 && <p className={classes.note}>{typeOf(shown, description)}</p>}
      {fields.length > 0 && <Fields fields={fields} description={description} />}
      {fields.length === 0 && inside && <Inside schema={inside} description={description} />}
    </>
  )
}

export interface Field {
  name: string
  isRequired: boolean
  schema: Schema
}

interface FieldsProps {
  fields: Field[]
  description: Description
}

export const Fields = ({ fields, description }: FieldsProps) => (
  <ul className={classes.fields}>
    {fields.map(({ name, isRequired, schema }) => (
      <li key={name}>
        <code>{name}</code> <span className={classes.type}>{typeOf(schema, description)}</span>
        {isRequired && <span className={classes.required}> required</span>}
        <Limits schema={follow(schema, description)} />
        {(schema.description ?? follow(schema, description).description) && (
          <p>{schema.description ?? follow(schema, description).description}</p>
        )}
        <Within name={name} schema={schema} description={description} />
      </li>
    ))}
  </ul>
)

/** A button for what stands inside of a field, if anything does. */
function Within({ name, schema, description }: Props & { name: string }) {
  const [isOpen, setOpen] = useState(false)
  const inside = insideOf(follow(schema, description))
  if (!inside) return null
  return (
    <div>
      <button type="button" className={classes.open} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? 'Hide' : 'Show'} what is in {name}
      </button>
      {isOpen && <Inside schema={inside} description={description} />}
    </div>
  )
}

function Inside({ schema, description }: Props) {
  const choices = schema.anyOf ?? schema.oneOf
  if (!choices) return <SchemaView schema={schema} description={description} />
  return (
    <ul className={classes.fields}>
      {choices.map((choice, at) => {
        const name = choiceName(choice, description, at)
        return (
          <li key={name}>
            <span className={classes.type}>{name}</span>
            <Within name={name} schema={choice} description={description} />
          </li>
        )
      })}
    </ul>
  )
}

/** A schema with fields or choices that is within this one. */
function insideOf(schema: Schema): Schema | null {
  if (schema.items) return { anyOf: [schema.items] }
  if (schema.properties && Object.keys(schema.properties).length > 0) return schema
  const choices = choicesOf(schema)
  if (choices.some(({ $ref, properties, items, anyOf }) => $ref || properties || items || anyOf)) {
    return choices.length === 1 ? choices[0]! : { anyOf: choices }
  }
  if (typeof schema.additionalProperties === 'object') return { anyOf: [schema.additionalProperties] }
  const [pattern] = Object.values(schema.patternProperties ?? {})
  return pattern ? { anyOf: [pattern] } : null
}

/** What else it may be than null. */
const choicesOf = ({ anyOf, oneOf }: Schema): Schema[] =>
  (anyOf ?? oneOf ?? []).filter(({ type }) => type !== 'null')

function fieldsOf({ properties = {}, required = [] }: Schema): Field[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    isRequired: required.includes(name),
  }))
}

const follow = (schema: Schema, description: Description): Schema =>
  schema.$ref ? schemaAt(description, schema.$ref) : schema

function choiceName(schema: Schema, description: Description, at: number): string {
  const { properties = {} } = follow(schema, description)
  const name = properties.type?.const ?? properties.object?.const
  if (name !== undefined) return `${typeOf(schema, description)}: ${String(name)}`
  const keys = Object.keys(properties)
  return keys.length > 0 ? `${at + 1}. ${keys.slice(0, 4).join(', ')}` : typeOf(schema, description)
}

/** `string`, `"a" or "b"`, `list of Block`, in a few words. */
export function typeOf(schema: Schema, description: Description, depth = 0): string {
  if (schema.$ref) {
    const target = schemaAt(description, schema.$ref)
    return target.properties || target.anyOf || target.allOf
      ? nameOfRef(schema.$ref)
      : typeOf(target, description, depth)
  }
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ')
  if (schema.items) return `list of ${depth > 2 ? 'values' : typeOf(schema.items, description, depth + 1)}`
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) {
    const names = [...new Set(choices.map((choice) => typeOf(choice, description, depth + 1)))]
    return names.length > 8 ? `one of ${names.length} kinds` : names.join(' or ')
  }
  if (schema.format) return { uuid: 'id', uri: 'address' }[schema.format] ?? schema.format
  if (schema.type) return [schema.type].flat().join(' or ')
  return schema.properties || schema.allOf ? 'object' : 'anything'
}

function Limits({ schema }: { schema: Schema }) {
  const limits = [
    ...(schema.minimum === undefined ? [] : [`from ${schema.minimum}`]),
    ...(schema.maximum === undefined ? [] : [`to ${schema.maximum}`]),
    ...(schema.maxLength === undefined ? [] : [`at most ${schema.maxLength} characters`]),
    ...(schema.maxItems === undefined ? [] : [`at most ${schema.maxItems}`]),
  ]
  return limits.length === 0 ? null : <span className={classes.type}> · {limits.join(' ')}</span>
}
