import { z } from 'zod'
import { configSchema } from './schema.ts'

export type JsonSchema = z.core.JSONSchema.BaseSchema

/** The configuration file as JSON Schema: for editors, and for what is written about the options. */
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
