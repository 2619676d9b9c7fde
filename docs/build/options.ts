import { z } from 'zod'
import { configSchema } from '../../collector/config/schema.ts'

export type JsonSchema = z.core.JSONSchema.BaseSchema

/** What an editor may know of the configuration file; `config.example.yaml` and the page are made of it too. */
export function configJsonSchema(): JsonSchema {
  return z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any', override: ({ jsonSchema }) => adjust(jsonSchema) })
}

/** zod keeps `examples` for what a schema gives, not for what is written: ours have the name `sample` until here. */
function adjust(schema: JsonSchema): void {
  if (schema.anyOf !== undefined) {
    delete schema.type
    delete schema.items
  }
  if ('sample' in schema) {
    schema.examples = [schema['sample']]
    delete schema['sample']
  }
}

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
