import type { JsonSchema } from '../../collector/config/json-schema.ts'

/** A key of the file. */
export interface Option {
  readonly name: string
  readonly schema: JsonSchema
  /** The keys in it, if it is a mapping with fixed keys. */
  readonly options: readonly Option[]
  /** What is shown where it has no default, or none that shows its form. */
  readonly sample: unknown
}

/** The keys of a mapping with fixed keys, in the order of the schema. */
export function optionsOf({ properties = {} }: JsonSchema): Option[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    if (typeof schema === 'boolean') return []
    const sample: unknown = schema.examples?.[0]
    // A mapping that has a sample is shown as a whole.
    return [{ name, schema, sample, options: sample === undefined ? optionsOf(schema) : [] }]
  })
}
