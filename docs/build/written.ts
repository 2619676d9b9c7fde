import { Document, isScalar, visit } from 'yaml'

/** The lines of one key and its value, as YAML. */
export function written(name: string, value: unknown): string[] {
  const document = new Document({ [name]: value })
  visit(document, {
    // A list of words stands on one line.
    Seq: (_, list) => void (list.flow = list.items.every(isScalar)),
    // A colon is quoted: not every reader takes `[:9062]`.
    Scalar: (_, scalar) => void (/[^\w./ -]/.test(String(scalar.value)) && (scalar.type = 'QUOTE_SINGLE')),
  })
  return document.toString({ singleQuote: true, lineWidth: 0, flowCollectionPadding: false }).trimEnd().split('\n')
}
