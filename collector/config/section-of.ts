import { z } from 'zod'

/** The sections of a file that have a key of this name: where somebody forgot to indent, it stands beside its section. */
export function sectionsOf(key: string, schema: z.ZodType): readonly string[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties)
    .filter(([, section]) => typeof section === 'object' && Object.hasOwn(section.properties ?? {}, key))
    .map(([name]) => name)
}
